import ArgumentParser
import CRRTProtocol

struct TaskingShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A tasking: who is in it and how far, its open seats, and the nations' answers.",
        examples: ["tasking show TSK-ALB-2026-0001-1"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1; several at once.", completion: .taskings, transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.showEach(ids) { id in
            let answer = try context.daemon.call(Taskings.Get.self, .init(id: id))
            context.show(answer) {
                let tasking = answer.reply.tasking
                let consents = (try? context.consents(tasking: id))?.records ?? []
                return TaskingViews.page(
                    tasking, answers: consents, openSeats: OpenSeats.lines(tasking, context), report: context.lastReport(of: id),
                    context.times)
            }
        }
    }
}

extension CommandContext {
    /// The last situation report of a tasking that the caller is told; nil for none, and where an older daemon keeps no reports.
    func lastReport(of tasking: String) -> Notes.Note? {
        (try? notes(about: tasking, kind: Notes.Note.Kind.report.rawValue))?.records.last
    }
}
