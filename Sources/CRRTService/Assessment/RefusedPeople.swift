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
    /// makes up for it. No answer in time is not an answer, and a refused extension is not about who takes part. Nor is it the nation's
    /// answer that the host, or the nation that lends the team, took all out.
    ///
    /// - Returns: only what the caller sees: the tasking, the expert in it, and the nation's consent.
    func refusedPeople(in request: RequestID) throws -> [RefusedPerson] {
        var answers: [(at: Instant, expert: ExpertID, refusal: RefusedPerson?)] = []
        for tasking in try rows.taskings(of: request) where try sees(.tasking(tasking)) {
            let consents = try rows.consents(of: tasking.id).filter { try $0.kind == .contribute && sees(.consent($0)) }
            for element in try view(of: tasking).elements {
                guard let expert = element.expert else { continue }
                let own = consents.filter { $0.nation == expert.nation && $0.concerns(element) }
                if var cause = RefusedPerson.Cause(element.left?.cause) {
                    let answer = own.last { $0.state == .revoked || ($0.state == .refused && $0.until == nil) }
                    // In records of before elements, all who were not ordered left for the same cause.
                    if cause == .refused, answer?.state == .revoked { cause = .revoked }
                    // A nation can recall people whom it has not answered for, and single ones whom it goes on answering for.
                    let isOwn = answer != nil || (cause == .recalled && (element.batch > 0 || tasking.lendingNation == nil))
                    guard isOwn, let at = try element.left?.at ?? answer?.decidedAt ?? rows.recallTime(of: tasking.id) else { continue }
                    // Who is recalled alone leaves the nation's consent as it is.
                    let reason = try cause == .recalled ? rows.recallReason(of: expert, from: tasking.id, at: at) : nil
                    let refusal = RefusedPerson(expert: expert, tasking: tasking.id, cause: cause, reason: reason ?? answer?.reason)
                    answers.append((at, expert, refusal))
                } else if element.state != .asked, element.state != .out, let at = own.last(where: { $0.decidedAt != nil })?.decidedAt {
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
        case .lapsed, .ill, .replaced, .amended, .hostRevoked, .aborted, .released, .ceased, nil: return nil
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
