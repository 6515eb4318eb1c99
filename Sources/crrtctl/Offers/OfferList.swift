import ArgumentParser

/// `team list`, `effect list`. Experts have a filter more: ``ExpertList``.
struct OfferList<Record: RosterRecord>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: "The \(Record.rosterKind.plural) that you may see.",
            examples: [
                "\(Record.rosterKind) list",
                "\(Record.rosterKind) list --nation EST",
            ])
    }

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try Record.list(nation: nation, context)
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, Record.rosterKind.rawValue, Record.rosterKind.plural) { Record.table($0, context.times) }
    }
}
