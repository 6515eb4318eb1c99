import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The duty desk reminds the nations whose answer to a tasking is awaited. Of the entry each of them is shown its own consent.
enum RemindNations {
    static func run(_ parameters: Consents.Remind.Parameters, _ command: Command) throws -> Consents.Remind.Reply {
        let (tasking, _) = try command.tasking(parameters.tasking)
        let nation = try nationFilter(parameters.nation)
        let awaited = try command.rows.consents(of: tasking.id).filter { consent in
            try consent.state == .requested && (nation ?? consent.nation) == consent.nation && command.sees(.consent(consent))
        }
        guard !awaited.isEmpty else {
            let whose = nation.map { "no answer of \($0)" } ?? "no nation's answer"
            throw Refusal.illegal(
                tasking.id, state: try command.view(of: tasking).state.rawValue, event: "remind", "\(whose) is awaited")
        }
        let due = awaited.filter { $0.nextReminder(at: command.now) == nil }
        guard !due.isEmpty else { throw tooSoon(tasking.id, awaited, command.now) }
        let reminded = due.map { consent in
            var consent = consent
            consent.remindedAt = command.now
            return consent
        }
        let seq = try command.append(.consentReminded, tasking.id, reminded.map { .consent($0) })
        return .init(consents: try reminded.map(command.shown), seq: seq)
    }

    private static func tooSoon(_ id: TaskingID, _ awaited: [Consent], _ now: Instant) -> Service.IllegalTransition {
        let next = awaited.compactMap { $0.nextReminder(at: now) }.min() ?? now
        let nations = Set(awaited.map(\.nation.description)).sorted().joined(separator: ", ")
        return Refusal.illegal(
            id, state: "reminded", event: "remind",
            "\(nations): once in \(Consent.minutesBetweenReminders) minutes; again from \(next), or call them: crrtctl contact list"
        )
    }
}
