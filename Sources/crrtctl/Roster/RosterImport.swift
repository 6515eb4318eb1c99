import ArgumentParser
import CRRTProtocol
import Varlink

struct RosterImport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Brings in a whole file, or nothing of it.",
        discussion: """
            CSV: a sheet as 'roster template' and 'roster export --format csv' write it,
            or as a spreadsheet saves it, with commas, semicolons or tabs between cells.
            JSON Lines: one {"expert":{…}}, {"team":{…}} or {"effect":{…}} a line. Every
            bad line is named, of a sheet with all its faults, and then nothing is
            written. On a terminal you see what would change, field by field, and are
            asked.
            """,
        examples: [
            "roster import sheet.csv",
            "roster import sheet.csv --dry-run",
            "roster import everything.jsonl --replace EST",
        ])

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: "How the file is written; what its name says if not given.")
    var format: RosterFormat?

    @Option(help: ArgumentHelp("Only this nation's lines.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Flag(name: [.customShort("n"), .long], help: "Only say what would change.")
    var dryRun = false

    @Option(
        help: ArgumentHelp("Withdraw what this nation has offered and the file does not name.", valueName: "nation"),
        transform: ArgumentTransform.nation)
    var replace: String?

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var repeating: RepeatOptions

    var repeatedKey: String? { repeating.idempotencyKey }

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        var batch = try ImportBatch(file, format, nation: nation, replace: replace, context)
        if dryRun {
            let planned = try batch.send(dryRun: true)
            show(planned, most: nil, context)
            return context.done(
                planned.raw, ImportText.sum(planned.reply, dryRun: true) + ServingText.foreseen(planned.reply.serving, context.times))
        }
        guard try isWanted(&batch, context) else { return }
        let answer = try batch.send(dryRun: false)
        context.done(answer.raw, ImportText.sum(answer.reply, dryRun: false) + ServingText.after(answer.reply.serving, context.times))
    }

    /// Whether to import. On a terminal it shows the changes and asks. Without one, withdrawals need `--yes`.
    private func isWanted(_ batch: inout ImportBatch, _ context: CommandContext) throws(Failure) -> Bool {
        let isWatched = Terminal.isTerminal(Terminal.input) && Terminal.isTerminal(Terminal.errors)
        guard isWatched || replace != nil else { return true }
        let planned = try batch.send(dryRun: true)
        let summary = planned.reply.summary
        guard summary.created + summary.updated + summary.withdrawn > 0 else {
            context.done(planned.raw, ImportText.sum(planned.reply, dryRun: false))
            return false
        }
        if isWatched { show(planned, most: 200, context) }
        if isWatched || summary.withdrawn > 0 {
            let serving = ServingText.question(planned.reply.serving, changed: true, context.times)
            let consequence = serving + "would be: \(ImportText.counts(summary))"
            try Confirmation(act: "Import", consequence: consequence).ask(yes: confirmation.yes, context)
        }
        return true
    }

    /// Shows the changes.
    private func show(_ planned: Answer<Roster.Import.Reply>, most: Int?, _ context: CommandContext) {
        guard !context.wantsJSON, !context.screen.quiet else { return }
        let lines = ImportText.difference(planned.reply.changes ?? [], most: most)
        context.screen.page(lines.map { .line($0) }, marking: context.line(Marking(of: planned.reply)))
    }
}
