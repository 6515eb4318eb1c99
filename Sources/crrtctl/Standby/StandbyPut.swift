import ArgumentParser
import CRRTProtocol

struct StandbyPut: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "States a standby period of your nation, or changes it.",
        discussion: """
            By options, or from a file that holds it as JSON, as 'standby show --json'
            prints it, or as YAML where its name ends so. Nations whose people are in the
            team confirm it, and confirm it anew where who, when or the notice changes.
            It is no consent: each use of the people still needs one.
            """,
        examples: [
            "standby put --id EST-STB-2027-03 --team EST-CRRT-1 --start 'monday 06:00Z' --end +7d --tier first --notice 2h",
            "standby put --id EST-STB-2027-04 --experts EST-0001,EST-0002 --start 2027-01-25T06:00:00Z --end +7d --tier second --notice 6",
            "standby put period.yaml --dry-run",
        ])

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String?

    @OptionGroup var terms: StandbyTerms

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if file != nil {
            if terms.areGiven { throw ValidationError("A period is stated by a file or by options; leave out one of the two.") }
            return
        }
        if !terms.areGiven { throw ValidationError("Name a file, or state the period: --id, --team, --start, --end, --tier, --notice.") }
        if !terms.missing.isEmpty { throw ValidationError("The period lacks \(terms.missing.joined(separator: ", ")).") }
        if terms.team != nil, terms.experts != nil {
            throw ValidationError("--team has the team's members stand by, --experts those who are named; leave out one of the two.")
        }
    }

    func perform(_ context: CommandContext) throws {
        let stated = try file.map { (path) throws(Failure) in try StandbyFile.read(path, now: context.now) }
        guard let period = try stated ?? terms.period(context.now) else { return }
        let answer = try context.change(standby: period.id, isOwn: true) { () throws(Failure) in
            try context.daemon.call(
                Standby.Put.self,
                .init(period: period, ifRevision: revision.ifRevision ?? period.revision, idempotencyKey: context.daemon.key()))
        }
        let stored = answer.reply.period
        let awaited = stored.awaited
        context.settled(
            answer, stored.settled(stored.state?.rawValue ?? "stored", answer.reply.seq), answer.reply.clashes ?? [],
            next: awaited.isEmpty
                ? nil
                : "\(StandbyPut.list(awaited)) \(awaited.count == 1 ? "confirms" : "confirm") it, "
                    + "crrtctl standby confirm \(stored.id)")
    }

    /// `BGR, HUN and LUX`
    static func list(_ nations: [String]) -> String {
        guard let last = nations.last, nations.count > 1 else { return nations.joined() }
        return nations.dropLast().joined(separator: ", ") + " and " + last
    }
}
