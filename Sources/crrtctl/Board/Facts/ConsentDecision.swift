import CRRTDomain
import CRRTProtocol

/// Decisions about outstanding consents. The duty desk is reminded of those about to lapse, or
/// without which the order would come too late, a contact point of all that they can answer.
enum ConsentDecision {
    static func all(_ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        ConsentGroup.groups(of: data.consents).compactMap { group in
            guard let nation = data.onlyNation else { return reminder(group, data, clock) }
            return group.nations.contains(nation) ? answer(group, nation, data, clock) : nil
        }
    }

    private static func answer(_ group: ConsentGroup, _ nation: String, _ data: BoardData, _ clock: Countdown) -> PendingDecision {
        decision("answer, \(left(group, clock))\(reminded(group, clock))", .nation(nation), group, data, clock)
    }

    private static func reminder(_ group: ConsentGroup, _ data: BoardData, _ clock: Countdown) -> PendingDecision? {
        let tasking = data.tasking(group.tasking)
        let last = tasking?.orderBy.flatMap { try? Instant($0) }
        let lapsesSoon = clock.isOver(group.replyBy, within: PendingDecision.warning)
        // Answers that come later than the order must are of as much concern as those that lapse.
        guard lapsesSoon || last.map({ clock.isOver($0, within: PendingDecision.warning) }) == true else { return nil }
        let verb =
            clock.isOver(group.replyBy) ? "lapsing" : lapsesSoon ? "lapses \(clock.distance(to: group.replyBy))" : "awaited"
        let late = tasking?.timeliness(clock).map { ", \($0)" } ?? ""
        var decision = decision(
            "\(verb): \(group.missing.joined(separator: " "))\(reminded(group, clock))\(late)", .duty, group, data, clock)
        if last.map({ clock.isOver($0, within: 1) }) == true { decision.isPressing = true }
        return decision
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
