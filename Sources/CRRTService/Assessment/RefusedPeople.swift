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
            let view = try view(of: tasking)
            for consent in try rows.consents(of: tasking.id)
            where try consent.kind == .contribute && consent.digest == tasking.digest && sees(.consent(consent)) {
                let cause = cause(consent, view)
                guard cause != nil || consent.state == .granted || consent.state == .spent else { continue }
                // A nation can recall people whom it has not answered for.
                guard let at = try consent.decidedAt ?? rows.recallTime(of: tasking.id) else { continue }
                for expert in view.assignments.map(\.expert) where expert.nation == consent.nation {
                    let refusal = cause.map { RefusedPerson(expert: expert, tasking: tasking.id, cause: $0, reason: consent.reason) }
                    answers.append((at, expert, refusal))
                }
            }
        }
        // Of two answers of the same moment, that in the later tasking counts. The sort is stable.
        var latest: [ExpertID: RefusedPerson] = [:]
        for answer in answers.sorted(by: { $0.at < $1.at }) { latest[answer.expert] = answer.refusal }
        return latest.values.sorted { $0.expert < $1.expert }
    }

    private func cause(_ consent: Consent, _ tasking: Tasking) -> RefusedPerson.Cause? {
        if tasking.recalledBy == consent.nation { return .recalled }
        switch consent.state {
        case .refused: return .refused
        case .revoked: return .revoked
        case .requested, .granted, .lapsed, .spent: return nil
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
