import ArgumentParser
import CRRTProtocol
import Varlink

struct RosterExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Everything that you may see, as 'roster import' takes it.",
        discussion: """
            Experts, then teams, then effects, each sorted by id: JSON Lines, or CSV for
            a spreadsheet. What is exported and imported again changes nothing.
            """,
        examples: [
            "roster export --format csv",
            "roster export --nation EST",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(help: "How the file is written.")
    var format = RosterFormat.jsonl

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let experts = try Roster.Expert.list(nation: nation, context)
        let teams = try Roster.Team.list(nation: nation, context)
        let effects = try Roster.Effect.list(nation: nation, context)
        let records =
            experts.records.sorted { $0.id < $1.id }.map { Roster.Record(expert: $0) }
            + teams.records.sorted { $0.id < $1.id }.map { Roster.Record(team: $0) }
            + effects.records.sorted { $0.id < $1.id }.map { Roster.Record(effect: $0) }
        if records.isEmpty { try context.check(nation: nation) }
        // 'roster import' must be able to read the file, so the label is written to standard error.
        let label = context.line(
            [experts.marking, teams.marking, effects.marking].compactMap { $0 }.reduce(nil) { $0?.joined(with: $1) ?? $1 })
        if let label { context.screen.notice(label) }
        switch format {
        case .jsonl: records.forEach { context.screen.json($0.jsonBytes()) }
        case .csv: context.screen.file(RosterExport.sheet(records))
        }
    }

    /// The records as a sheet with the columns of their kinds; an empty roster has all columns.
    static func sheet(_ records: [Roster.Record]) -> String {
        let kinds = RosterKind.allCases.filter { kind in records.contains { $0.kind == kind } }
        let columns = SheetColumn.of(kinds.isEmpty ? RosterKind.allCases : kinds)
        return SheetText.header(columns) + records.map { SheetText.line($0, columns) }.joined()
    }
}
