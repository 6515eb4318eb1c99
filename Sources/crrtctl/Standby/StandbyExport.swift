import ArgumentParser
import CRRTProtocol

struct StandbyExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "The standby periods as a sheet, as 'standby import' takes it.",
        discussion: "Without times: those that have not ended. Withdrawn ones are left out.",
        examples: [
            "standby export --nation EST",
            "standby export --nation EST --from 2027-01-01T00:00:00Z --until +52w",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup var range: TimeRange

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.periods(nation: nation, range)
        if listing.records.isEmpty { try context.check(nation: nation) }
        // 'standby import' must be able to read the file, so the label is written to standard error.
        if let label = context.line(listing.marking) { context.screen.notice(label) }
        context.screen.file(RotaFile.sheet(listing.records.filter { $0.state != .withdrawn }))
    }
}
