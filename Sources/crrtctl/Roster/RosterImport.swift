import ArgumentParser
import CRRTProtocol
import Varlink

struct RosterImport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Brings in a whole file, or nothing of it.",
        discussion: """
            JSON Lines: one {"expert":{…}}, {"team":{…}} or {"effect":{…}} a line. Every
            bad line is named, and then nothing is written.
            """)

    /// What the daemon takes in one message, less what stands around the records.
    private static let mostBytes = (16 << 20) - 4096

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: "How the file is written.")
    var format = RosterFormat.jsonl

    @Option(help: ArgumentHelp("Only this nation's lines.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Flag(help: "Only say what would change.")
    var dryRun = false

    @Option(
        help: ArgumentHelp("Withdraw what this nation has offered and the file does not name.", valueName: "nation"),
        transform: Reading.nation)
    var replace: String?

    @Flag(name: [.short, .long], help: "Do not ask before --replace withdraws something.")
    var yes = false

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        var input = ImportFile(try InputFile(file).bytes, nation: nation, now: desk.now)
        guard input.issues.isEmpty else {
            input.add(daemonIssues(input, desk))
            throw rejected(input)
        }
        let batch = try batch(input)
        if replace != nil, !dryRun { try confirm(batch, &input, desk) }
        let answer = try send(batch, dryRun: dryRun, &input, desk)
        // The difference first, its sum last: what scrolled by can be read again above it.
        let lines = (answer.reply.changes ?? []).map { ImportWords.difference($0) }
        desk.done(answer.raw, (lines + [RosterImport.words(answer.reply, dryRun: dryRun)]).joined(separator: "\n"))
    }
}

extension RosterImport {
    private func batch(_ input: ImportFile) throws(Failure) -> [Roster.Record] {
        let records = input.entries.map(\.record)
        let bytes = records.reduce(0) { $0 + $1.jsonBytes().count + 1 }
        guard bytes <= RosterImport.mostBytes else {
            throw Failure(
                .failed, "the file holds \(bytes >> 20) MiB of records, one import takes 16",
                next: "crrtctl roster import \(file) --nation EST, nation by nation")
        }
        return records
    }

    private func send(
        _ records: [Roster.Record], dryRun: Bool, _ input: inout ImportFile, _ desk: Desk
    ) throws(Failure) -> Answer<Roster.Import.Reply> {
        do throws(Failure) {
            return try desk.link.call(
                Roster.Import.self,
                .init(
                    records: records, dryRun: dryRun ? true : nil, replaceNation: replace, idempotencyKey: dryRun ? nil : desk.link.key()),
                patience: .long)
        } catch {
            guard let rejection = error.remote?.as(Roster.ImportRejected.self) else { throw error }
            input.add(rejection.issues)
            throw rejected(input)
        }
    }

    /// Some lines are wrong already: what the daemon has to say about the others, so that all of it can be put right at once.
    private func daemonIssues(_ input: ImportFile, _ desk: Desk) -> [Roster.ImportIssue] {
        guard let records = try? batch(input), !records.isEmpty else { return [] }
        do throws(Failure) {
            _ = try desk.link.call(Roster.Import.self, .init(records: records, dryRun: true), patience: .long)
            return []
        } catch {
            if let rejection = error.remote?.as(Roster.ImportRejected.self) { return rejection.issues }
            desk.screen.notice("the other lines were not checked by the daemon: \(error.text)")
            return []
        }
    }

    private func rejected(_ input: ImportFile) -> Failure {
        let count = input.issues.count
        return Failure(
            .failed, "\(file): \(count) \(count == 1 ? "complaint" : "complaints"), nothing was written",
            details: input.issues.map(ImportWords.line))
    }

    private func confirm(_ records: [Roster.Record], _ input: inout ImportFile, _ desk: Desk) throws(Failure) {
        let difference = try send(records, dryRun: true, &input, desk).reply
        guard difference.summary.withdrawn > 0 else { return }
        try Confirmation(act: "Import", consequence: RosterImport.words(difference, dryRun: true)).ask(yes: yes, desk.screen)
    }

    /// `12 created, 3 updated, 200 unchanged, 0 withdrawn (journal 812)`
    private static func words(_ reply: Roster.Import.Reply, dryRun: Bool) -> String {
        let summary = reply.summary
        let counts =
            "\(summary.created) created, \(summary.updated) updated, \(summary.unchanged) unchanged, \(summary.withdrawn) withdrawn"
        return dryRun ? "would be: \(counts); nothing was written" : counts + (reply.seq.map { " (journal \($0))" } ?? "")
    }
}
