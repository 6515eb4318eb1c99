import ArgumentParser
import CRRTProtocol

struct TaskingOrder: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Orders those whose nation and host have agreed; another person than the proposer does.",
        discussion: """
            The answer repeats the conditions of the consents, and names who is not
            ordered and the seats that stay open. --dry-run says the same before.

            With --wait it waits for the consents that are still out, and orders as soon
            as the last one is there: but not upon conditions that came meanwhile, which
            you have not read. It does not wait for a political approval.
            """,
        examples: [
            "tasking order TSK-ALB-2026-0001-1 --dry-run",
            "tasking order TSK-ALB-2026-0001-1 --wait",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var revision: RevisionOption

    @Flag(help: "Wait for the consents that are still out.")
    var wait = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let agreed = try wait ? agreed(context).revision : nil
        let answer = try context.daemon.call(
            Taskings.Order.self, .init(id: id, ifRevision: revision.ifRevision ?? agreed, idempotencyKey: context.daemon.key()))
        let tasking = answer.reply.tasking
        context.done(
            answer.raw, tasking.settled("ordered", answer.reply.seq),
            warnings: tasking.warnings + tasking.conditions.sorted().map { "on condition, \($0)" } + tasking.notOrdered
                + OpenSeats.lines(tasking, context))
    }

    /// Whether consents that an order waits for are still out.
    static func isAwaited(_ tasking: Taskings.Tasking) -> Bool {
        if tasking.state == .awaitingConsent { return true }
        guard [.ordered, .moving, .onTask].contains(tasking.state), let elements = tasking.elements else { return false }
        if elements.contains(where: { $0.state == .asked }) { return true }
        // A question to the host that is out may be about a longer period, too.
        let isHostAsked = tasking.consents.contains { $0.kind == .host && $0.state == .requested } && tasking.extension == nil
        return isHostAsked && elements.contains { $0.state == .agreed }
    }

    /// The tasking once every nation has agreed to it.
    private func agreed(_ context: CommandContext) throws -> Taskings.Tasking {
        var known: Set<String> = []
        let tasking = try TaskingWait(id: id, context: context).until({ !TaskingOrder.isAwaited($0) }, first: { known = $0.conditions })
        guard tasking.state == .consented || !tasking.names(where: { $0.state == .agreed }).isEmpty else {
            throw Failure(
                .failed, "\(id) is \(tasking.state.rawValue)" + (tasking.remark.map { ": \($0)" } ?? ""), next: "crrtctl tasking show \(id)"
            )
        }
        let new = tasking.conditions.subtracting(known).sorted()
        guard new.isEmpty else {
            throw Failure(
                .failed, "\(id) is agreed to, under conditions that came while you waited; nothing was ordered", details: new,
                next: "crrtctl tasking order \(id)")
        }
        return tasking
    }
}

extension Taskings.Tasking {
    /// Those whom an order left out.
    var notOrdered: [String] {
        let (asked, agreed) = (names { $0.state == .asked }, names { $0.state == .agreed })
        let why = awaitsApproval == nil ? "the host has not agreed" : "without the host's consent or the political approval"
        return (asked.isEmpty ? [] : ["not ordered, no answer yet: " + asked.joined(separator: " ")])
            + (agreed.isEmpty ? [] : ["not ordered, \(why): " + agreed.joined(separator: " ")])
    }
}
