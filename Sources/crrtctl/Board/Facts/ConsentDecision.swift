import CRRTDomain
import CRRTProtocol

/// Answers that are about to lapse, for the duty desk to ask after; for a contact point every answer that they may give.
enum ConsentDecision {
    static func all(_ data: BoardData, _ clock: Countdown) -> [Decision] {
        ConsentGroup.groups(of: data.consents).compactMap { group in
            data.onlyNation.map { answer(group, $0, data, clock) } ?? reminder(group, data, clock)
        }
    }

    private static func answer(_ group: ConsentGroup, _ nation: String, _ data: BoardData, _ clock: Countdown) -> Decision {
        decision("answer, \(left(group, clock))", .nation(nation), group, data, clock)
    }

    private static func reminder(_ group: ConsentGroup, _ data: BoardData, _ clock: Countdown) -> Decision? {
        guard clock.isOver(group.replyBy, within: Decision.warning) else { return nil }
        let verb = clock.isOver(group.replyBy) ? "lapsing" : "lapses \(clock.distance(to: group.replyBy))"
        return decision("\(verb): \(group.missing.joined(separator: " "))", .duty, group, data, clock)
    }

    private static func left(_ group: ConsentGroup, _ clock: Countdown) -> String {
        clock.isOver(group.replyBy) ? clock.left(until: group.replyBy) : "\(clock.left(until: group.replyBy)) left"
    }

    private static func decision(
        _ what: String, _ party: Decision.Party, _ group: ConsentGroup, _ data: BoardData, _ clock: Countdown
    ) -> Decision {
        let request = RecordID(group.tasking).flatMap { data.request("\($0.request)") }
        return Decision(
            what: what, party: party, precedence: request?.precedence, title: request?.title,
            command: "crrtctl consent show \(group.tasking)",
            opening: .consents(group.tasking), isPressing: clock.isOver(group.replyBy, within: 1), due: group.replyBy)
    }
}
