import CRRTDomain
import CRRTProtocol
import CRRTStore

/// An expert whom their nation has refused, or taken back, in a tasking of a request.
struct RefusedPerson: Hashable {
    enum Cause: String { case refused, revoked, recalled }

    let expert: ExpertID
    let tasking: TaskingID
    let cause: Cause
    /// What the nation wrote; nil where it wrote nothing.
    let reason: String?
}

extension Context {
    /// The experts of whom their nation's latest answer in taskings of this request is a no, by expert.
    ///
    /// A nation says no by refusing or revoking its consent to contribute, or by a recall. A later consent of the nation for the expert
    /// makes up for it. No answer in time is not an answer, and a refused extension is not about who takes part.
    ///
    /// - Returns: only what the caller sees: the tasking, the expert in it, and the nation's consent.
    func refusedPeople(in request: RequestID) throws -> [RefusedPerson] {
        var answers: [(at: Instant, expert: ExpertID, refusal: RefusedPerson?)] = []
        for tasking in try rows.taskings(of: request) where try sees(.tasking(tasking)) {
            let consents = try rows.consents(of: tasking.id).filter { try $0.kind == .contribute && sees(.consent($0)) }
            for element in try view(of: tasking).elements {
                guard let expert = element.expert else { continue }
                let consent = consents.last { $0.nation == expert.nation && $0.concerns(element) }
                if let cause = RefusedPerson.Cause(element.left?.cause) {
                    // A nation can recall people whom it has not answered for.
                    guard let at = try element.left?.at ?? consent?.decidedAt ?? rows.recallTime(of: tasking.id) else { continue }
                    let refusal = RefusedPerson(expert: expert, tasking: tasking.id, cause: cause, reason: consent?.reason)
                    answers.append((at, expert, refusal))
                } else if element.state != .asked, element.state != .out, let at = consent?.decidedAt {
                    answers.append((at, expert, nil))
                }
            }
        }
        // Of two answers of the same moment, that in the later tasking counts. The sort is stable.
        var latest: [ExpertID: RefusedPerson] = [:]
        for answer in answers.sorted(by: { $0.at < $1.at }) { latest[answer.expert] = answer.refusal }
        return latest.values.sorted { $0.expert < $1.expert }
    }
}

extension RefusedPerson.Cause {
    /// nil where the element left for another cause, or has not left.
    init?(_ cause: Element.Cause?) {
        switch cause {
        case .refused: self = .refused
        case .revoked: self = .revoked
        case .recalled: self = .recalled
        case .lapsed, .ill, .replaced, .amended, .hostRevoked, .aborted, .released, nil: return nil
        }
    }
}

extension Requests.LeftOut {
    init(_ person: RefusedPerson) {
        let cause: Cause =
            switch person.cause {
            case .refused: .refused
            case .revoked: .revoked
            case .recalled: .recalled
            }
        self.init(expert: person.expert.text, tasking: person.tasking.description, cause: cause, reason: person.reason)
    }
}
