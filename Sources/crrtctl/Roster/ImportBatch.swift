import CRRTDomain
import CRRTProtocol
import Varlink

/// The records of a file for an import, read, and checked as far as crrtctl can.
struct ImportBatch {
    /// The most bytes of all records: the daemon's limit for a message, less room for the rest of the call.
    private static let mostBytes = (16 << 20) - 4096
    /// Imports of at least this many records report their progress.
    private static let long = 1000

    private let name: String
    private let replace: String?
    private let context: CommandContext
    private var input: ImportFile
    private let records: [Roster.Record]

    /// - Parameters:
    ///   - format: The format; nil for that of the file's name.
    ///   - nation: The nation whose lines are taken; nil for all nations.
    ///   - replace: the nation whose offers are withdrawn where the file does not name them.
    init(_ file: String, _ format: RosterFormat?, nation: String?, replace: String?, _ context: CommandContext) throws(Failure) {
        let source = try InputFile(file, for: .roster)
        (name, self.replace, self.context) = (source.name, replace, context)
        let format = format ?? RosterFormat(of: file)
        guard format == .csv || !RosterFormat.isSheet(source.bytes) else {
            throw .usage("\(source.name) begins as a sheet does, and was to be read as JSON Lines; give --format csv")
        }
        switch format {
        case .jsonl: input = ImportFile(source.bytes, nation: nation, now: context.now)
        case .csv: input = ImportFile(sheet: source.bytes, nation: nation, now: context.now)
        }
        records = input.entries.map(\.record)
        tell("read \(counted(records.count, "record", "records")) of \(name)")
        guard input.issues.isEmpty else {
            input.add(daemonIssues())
            throw rejected()
        }
        try checkSize()
    }

    mutating func send(dryRun: Bool) throws(Failure) -> Answer<Roster.Import.Reply> {
        let many = counted(records.count, "record", "records")
        tell(dryRun ? "comparing \(many) with the roster" : "importing \(many)")
        do throws(Failure) {
            return try context.daemon.call(
                Roster.Import.self,
                .init(
                    records: records, dryRun: dryRun ? true : nil, replaceNation: replace,
                    idempotencyKey: dryRun ? nil : context.daemon.key()),
                length: .long)
        } catch {
            guard let rejection = error.remote?.as(Roster.ImportRejected.self) else { throw error }
            input.add(rejection.issues)
            throw rejected()
        }
    }

    private func tell(_ text: String) {
        if records.count >= ImportBatch.long, Terminal.isTerminal(Terminal.errors) { context.screen.notice(text) }
    }
}

// MARK: - What is wrong with it

extension ImportBatch {
    private static func bytes(of records: [Roster.Record]) -> Int { records.reduce(0) { $0 + $1.jsonBytes().count + 1 } }

    private func checkSize() throws(Failure) {
        let bytes = ImportBatch.bytes(of: records)
        guard bytes > ImportBatch.mostBytes else { return }
        // A little less than fits on average, because lines differ in length.
        let most = records.count * (ImportBatch.mostBytes / 1024) / (bytes / 1024) * 9 / 10
        throw Failure(
            .failed,
            "\(name) holds \(counted(records.count, "record", "records")) of \(bytes >> 20) MiB together; one import takes 16 MiB, "
                + "nothing was written",
            details: [
                "import it in parts of at most \(counted(most, "line", "lines")), a sheet's first line before each, and without --replace"
            ],
            next: Set(records.compactMap { $0.identity?.nation }).count > 1 ? "--nation EST, nation by nation" : nil)
    }

    /// The daemon's issues with what is right so far, so that the user sees all issues of the file together.
    private func daemonIssues() -> [Roster.ImportIssue] {
        let all = input.checkable
        guard !all.isEmpty, ImportBatch.bytes(of: all) <= ImportBatch.mostBytes else { return [] }
        do throws(Failure) {
            _ = try context.daemon.call(Roster.Import.self, .init(records: all, dryRun: true), length: .long)
            return []
        } catch {
            if let rejection = error.remote?.as(Roster.ImportRejected.self) { return rejection.issues }
            context.screen.notice("the other lines were not checked by the daemon: \(error.text)")
            return []
        }
    }

    private mutating func rejected() -> Failure {
        var hints = CodeHints(context.daemon)
        input.amend { $0.reason += hints.hint($0.reason) }
        let count = input.issues.count
        return Failure(
            .failed, "\(name): \(counted(count, "complaint", "complaints")), nothing was written", details: input.complaints,
            next: input.callersNation.map { "--nation \($0), which takes the lines of \($0) alone" })
    }
}
