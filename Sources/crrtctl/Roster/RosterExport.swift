import ArgumentParser
import CRRTProtocol
import Varlink

struct RosterExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Everything that you may see, as 'roster import' takes it.",
        discussion: "JSON Lines: experts, then teams, then effects, each sorted by id.")

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Option(help: "How the file is written.")
    var format = RosterFormat.jsonl

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let experts = try desk.list(
            Roster.ListExperts.self, member: "experts", page: { .init(nation: nation, limit: Desk.pageSize, after: $0) },
            read: { ($0.experts, $0.next) })
        let teams = try desk.list(
            Roster.ListTeams.self, member: "teams", page: { .init(nation: nation, limit: Desk.pageSize, after: $0) },
            read: { ($0.teams, $0.next) })
        let effects = try desk.list(
            Roster.ListEffects.self, member: "effects", page: { .init(nation: nation, limit: Desk.pageSize, after: $0) },
            read: { ($0.effects, $0.next) })
        let records =
            experts.records.sorted { $0.id < $1.id }.map { Roster.Record(expert: $0) }
            + teams.records.sorted { $0.id < $1.id }.map { Roster.Record(team: $0) }
            + effects.records.sorted { $0.id < $1.id }.map { Roster.Record(effect: $0) }
        // The file is what 'roster import' takes; its label stands beside it.
        let label = desk.line(
            [experts.marking, teams.marking, effects.marking].compactMap { $0 }.reduce(nil) { $0?.joined(with: $1) ?? $1 })
        if let label { desk.screen.notice(label) }
        records.forEach { desk.screen.json($0.jsonBytes()) }
    }
}
