import CRRTProtocol

/// Waits until other people have acted on a tasking. It reads the tasking now and after each of its journal entries.
struct TaskingWait {
    let id: String
    let context: CommandContext

    /// Waits until the condition holds, and returns the tasking.
    ///
    /// - Parameter first: gets the tasking before waiting.
    func until(_ isOver: (Taskings.Tasking) -> Bool, first: (Taskings.Tasking) -> Void = { _ in }) throws -> Taskings.Tasking {
        var tasking = try context.daemon.call(Taskings.Get.self, .init(id: id)).reply.tasking
        first(tasking)
        if isOver(tasking) { return tasking }
        context.screen.notice("waiting for \(TaskingWait.awaited(tasking)); Ctrl-C ends the waiting and changes nothing")
        try JournalFollower(daemon: context.daemon.another(), screen: context.screen).run(since: nil) { answer in
            // The first reply comes before any entry that might be missed.
            guard answer.reply.entry.map({ $0.subject == id || $0.subject == tasking.request }) ?? true else { return true }
            tasking = try context.daemon.call(Taskings.Get.self, .init(id: id)).reply.tasking
            return !isOver(tasking)
        }
        return tasking
    }

    /// What the wait is for: `the consent of EST contribute, ALB host`, or `the order`.
    private static func awaited(_ tasking: Taskings.Tasking) -> String {
        let open = tasking.consents.filter { $0.state == .requested }.map { "\($0.nation) \($0.kind.rawValue)" }
        return open.isEmpty ? "the order" : "the consent of " + open.joined(separator: ", ")
    }
}

extension Taskings.Tasking {
    /// The conditions of the nations' consents.
    var conditions: Set<String> { Set(consents.compactMap { consent in consent.conditions.map { "\(consent.nation): \($0)" } }) }
}
