import ArgumentParser
import CRRTProtocol

struct NoteList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The notes, situation reports and lessons that you are told, the newest last.",
        examples: [
            "note list",
            "note list REQ-ALB-2026-0001 --since=-12h",
            "note list --kind report --since 06:00Z",
        ])

    @Argument(
        help: "Only those about this request, tasking or campaign.", completion: .requests, transform: ArgumentTransform.id)
    var subject: String?

    @Option(help: "Only notes, reports or lessons.")
    var kind: Notes.Note.Kind?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Only those added since; 06:00Z is the last one.", valueName: "time"),
        transform: ArgumentTransform.past)
    var since: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.notes(about: subject, kind: kind?.rawValue, since: since)
        context.showEntries(listing, "note", "notes") { NoteViews.page($0, context.times) }
    }
}
