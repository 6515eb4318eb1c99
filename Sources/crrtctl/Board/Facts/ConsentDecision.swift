import CRRTDomain
import CRRTProtocol

/// Decisions about outstanding consents. The duty desk is reminded of those about to lapse, a contact point of all that they can answer.
enum ConsentDecision {
    static func all(_ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        ConsentGroup.groups(of: data.consents).compactMap { group in
            data.onlyNation.map { answer(group, $0, data, clock) } ?? reminder(group, data, clock)
        }
    }

    private static func answer(_ group: ConsentGroup, _ nation: String, _ data: BoardData, _ clock: Countdown) -> PendingDecision {
        decision("answer, \(left(group, clock))\(reminded(group, clock))", .nation(nation), group, data, clock)
    }

    private static func reminder(_ group: ConsentGroup, _ data: BoardData, _ clock: Countdown) -> PendingDecision? {
        guard clock.isOver(group.replyBy, within: PendingDecision.warning) else { return nil }
        let verb = clock.isOver(group.replyBy) ? "lapsing" : "lapses \(clock.distance(to: group.replyBy))"
        return decision(
            "\(verb): \(group.missing.joined(separator: " "))\(reminded(group, clock))", .duty, group, data, clock)
    }

    /// `, reminded 5 min ago`
    private static func reminded(_ group: ConsentGroup, _ clock: Countdown) -> String {
        group.remindedAt.map { ", reminded \(clock.distance(to: $0))" } ?? ""
    }

    private static func left(_ group: ConsentGroup, _ clock: Countdown) -> String {
        clock.isOver(group.replyBy) ? clock.left(until: group.replyBy) : "\(clock.left(until: group.replyBy)) left"
    }

    private static func decision(
        _ what: String, _ party: PendingDecision.Party, _ group: ConsentGroup, _ data: BoardData, _ clock: Countdown
    ) -> PendingDecision {
        let request = RecordID(group.tasking).flatMap { data.request("\($0.request)") }
        return PendingDecision(
            what: what, party: party, precedence: request?.precedence, title: request?.title,
            command: "crrtctl consent show \(group.tasking)",
            destination: .consents(group.tasking), isPressing: clock.isOver(group.replyBy, within: 1), due: group.replyBy)
    }
}
