import ArgumentParser
import CRRTProtocol

struct TaskingOrder: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Orders a tasking that every nation has agreed to; another person than its proposer does.",
        discussion: """
            With --wait it waits for the consents that are still out, and orders as soon
            as the last one is there: but not upon conditions that came meanwhile, which
            you have not read.
            """,
        examples: [
            "tasking order TSK-ALB-2026-0001-1 --dry-run",
            "tasking order TSK-ALB-2026-0001-1 --wait",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
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
        context.done(answer.raw, tasking.settled("ordered", answer.reply.seq), warnings: tasking.warnings)
    }

    /// The tasking once every nation has agreed to it.
    private func agreed(_ context: CommandContext) throws -> Taskings.Tasking {
        var known: Set<String> = []
        let tasking = try TaskingWait(id: id, context: context).until({ $0.state != .awaitingConsent }, first: { known = $0.conditions })
        guard tasking.state == .consented else {
            throw Failure(
                .failed, "\(id) is \(tasking.state.rawValue)" + (tasking.remark.map { ": \($0)" } ?? ""), next: "crrtctl tasking show \(id)"
            )
        }
        let new = tasking.conditions.subtracting(known).sorted()
        guard new.isEmpty else {
            throw Failure(
                .failed, "\(id) is consented, under conditions that came while you waited; nothing was ordered", details: new,
                next: "crrtctl tasking order \(id)")
        }
        return tasking
    }
}
