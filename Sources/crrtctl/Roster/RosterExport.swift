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

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Option(help: "How the file is written.")
    var format = RosterFormat.jsonl

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let experts = try Roster.Expert.list(nation: nation, desk)
        let teams = try Roster.Team.list(nation: nation, desk)
        let effects = try Roster.Effect.list(nation: nation, desk)
        let records =
            experts.records.sorted { $0.id < $1.id }.map { Roster.Record(expert: $0) }
            + teams.records.sorted { $0.id < $1.id }.map { Roster.Record(team: $0) }
            + effects.records.sorted { $0.id < $1.id }.map { Roster.Record(effect: $0) }
        if records.isEmpty { try desk.check(nation: nation) }
        // The file is what 'roster import' takes; its label stands beside it.
        let label = desk.line(
            [experts.marking, teams.marking, effects.marking].compactMap { $0 }.reduce(nil) { $0?.joined(with: $1) ?? $1 })
        if let label { desk.screen.notice(label) }
        switch format {
        case .jsonl: records.forEach { desk.screen.json($0.jsonBytes()) }
        case .csv: desk.screen.file(RosterExport.sheet(records))
        }
    }

    /// The columns of what is there; of an empty roster all.
    static func sheet(_ records: [Roster.Record]) -> String {
        let kinds = RosterKind.allCases.filter { kind in records.contains { $0.kind == kind } }
        let columns = SheetColumn.of(kinds.isEmpty ? RosterKind.allCases : kinds)
        return SheetText.header(columns) + records.map { SheetText.line($0, columns) }.joined()
    }
}
