import ArgumentParser

struct TaskingNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasking", abstract: "People or effects put to a request, from proposal to close.",
        subcommands: [
            TaskingPropose.self, TaskingList.self, TaskingShow.self, TaskingOrder.self, TaskingDepart.self, TaskingBegin.self,
            TaskingExtend.self, TaskingRelease.self, TaskingClose.self, TaskingRecall.self, TaskingAbort.self,
        ])
}
