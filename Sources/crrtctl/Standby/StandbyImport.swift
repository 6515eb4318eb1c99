import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct StandbyImport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Brings in a whole rota, or nothing of it.",
        discussion: """
            CSV: a period on each line, with the columns that --template prints, or as a
            spreadsheet saves it, with commas, semicolons or tabs between cells. Every bad
            line is named with all its faults, and then nothing is written. What stands
            against the standby of a person, such as an absence, is told of and is no
            error. What becomes another in periods that are on record is named, field by
            field. Periods that the file does not name stay as they are.
            """,
        examples: [
            "standby import --template",
            "standby import rota.csv --dry-run",
            "standby import rota.csv",
            "standby import all-nations.csv --nation EST",
        ])

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String?

    @Flag(help: "Print a sheet to fill in, with examples, instead.")
    var template = false

    @Option(help: ArgumentHelp("Only this nation's lines.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Flag(name: [.customShort("n"), .long], help: "Only say what would change.")
    var dryRun = false

    @OptionGroup var repeating: RepeatOptions

    var repeatedKey: String? { repeating.idempotencyKey }

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard (file == nil) == template else {
            throw ValidationError(template ? "--template prints a sheet; leave out the file." : "Name the rota, or ask for --template.")
        }
    }

    func perform(_ context: CommandContext) throws {
        guard let file else { return showTemplate(context) }
        var rota = try RotaImport(file, nation: nation, context)
        let answer = try rota.send(dryRun: dryRun)
        let (summary, clashes) = (answer.reply.summary, answer.reply.clashes ?? [])
        if let changes = answer.reply.changes, !context.wantsJSON, !context.screen.quiet {
            let lines = ImportText.difference(changes.map(Roster.ImportIssue.init), most: dryRun ? nil : 200)
            context.screen.page(lines.map { .line($0) }, marking: context.line(Marking(of: answer.reply)))
        }
        let counts = "\(summary.created) created, \(summary.updated) updated, \(summary.unchanged) unchanged"
        context.settled(
            answer, dryRun ? "would be: \(counts); nothing was written" : counts + Outcome.words(seq: answer.reply.seq),
            clashes, next: dryRun ? nil : "crrtctl standby gaps")
    }

    /// A template needs no daemon. Without one, the examples are Estonia's.
    private func showTemplate(_ context: CommandContext) {
        let nation = (try? context.daemon.call(Service.WhoAmI.self, .init(), again: false).reply.nation) ?? "EST"
        context.screen.file(RotaFile.sheet(RotaFile.examples(nation, now: context.now)))
    }
}

extension CommandContext {
    /// Shows the result of a change of periods, and below it what stands against them, which bears the label of the reply.
    func settled<Reply>(_ answer: Answer<Reply>, _ text: String, _ clashes: [Standby.Clash], next: String? = nil) {
        guard screen.form == .text, !clashes.isEmpty else { return done(answer.raw, text, next: next) }
        let words = screen.isRehearsal ? "would be: " + text : text
        screen.page(
            [.line(words), .heading("Clashes"), .table(StandbyViews.table(clashes, times))], marking: line(Marking(of: answer.reply)))
        screen.notice(counted(clashes.count, "clash", "clashes") + ": these people could not go then")
        if screen.isRehearsal { return screen.notice("dry run: nothing was changed") }
        if let next { screen.notice("next: \(next)") }
    }
}
