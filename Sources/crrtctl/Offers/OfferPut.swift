import ArgumentParser
import CRRTDomain

/// `expert put`, `team put`, `effect put`: one record out of a file, onto the roster.
struct OfferPut<Record: RosterRecord>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "put", abstract: "Adds \(Record.rosterKind.one), or replaces it.",
            discussion: """
                The file holds one \(Record.rosterKind) as JSON, as '\(Record.rosterKind) show --json' prints it, or as
                YAML where its name ends so; times may stand there as in options: +14d,
                monday 06:00Z. If it holds a revision, a record that has changed since is left
                alone.
                """,
            examples: [
                "\(Record.rosterKind) put \(Record.rosterKind).yaml",
                "\(Record.rosterKind) put - --dry-run",
            ])
    }

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let record = try OfferPut.read(file)
        do throws(Failure) {
            let stored = try record.put(ifRevision: revision.ifRevision ?? record.revision, context)
            context.done(stored.raw, stored.words(context.times))
        } catch {
            throw OfferRights.explained(error, record.id, context)
        }
    }

    /// YAML where the file's name says so, else JSON as `show --json` prints it.
    private static func read(_ path: String) throws(Failure) -> Record {
        let name = path.lowercased()
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            return try InputFile(path).decode(
                Record.rosterKind.rawValue, as: Record.self, required: RecordYAML.required(Record.rosterKind)
            ) { (record) throws(InvalidField) in try RosterTimes.resolved(record, now: Clock.now) }
        }
        return try YAMLRecord(path).decode(Record.self)
    }
}
