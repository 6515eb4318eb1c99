import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct AuditLog: Verb {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The entries that you may see.",
        discussion: """
            An import is one line with its counts. The entries of its records are shown
            with --all, as JSON, and where the entry that closes it was not asked for.
            """,
        examples: [
            "audit log --since 480",
            "audit log --since 'yesterday 18:00Z'",
            "audit log --subject REQ-ALB-2026-0001",
        ])

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Only entries after this one, or from this time on.", valueName: "seq|time"),
        transform: AuditLog.beginning)
    var since: Beginning?

    @Option(help: ArgumentHelp("How many entries at most.", valueName: "number"))
    var limit: Int?

    @Option(help: ArgumentHelp("Only entries about this record.", valueName: "id"), transform: ArgumentTransform.id)
    var subject: String?

    @Flag(help: "Each entry of an import, too.")
    var all = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard limit ?? 1 > 0 else { throw ValidationError("--limit counts from 1.") }
    }

    /// Where the entries begin.
    enum Beginning {
        /// After the entry at this position.
        case position(Int)
        /// With the first entry at or after this time.
        case time(Instant)
    }

    /// `480`, or a time.
    @Sendable private static func beginning(_ text: String) throws -> Beginning {
        if let position = Int(text) { return .position(position) }
        return .time(try ArgumentTransform.instant(text))
    }

    func perform(_ context: CommandContext) throws {
        context.show(try entries(context), "entry", "entries", shown: { all ? $0 : ImportCount.folded($0) }) {
            JournalViews.table($0, context.times)
        }
    }

    private func entries(_ context: CommandContext) throws(Failure) -> Listing<Journal.Entry> {
        var listing = Listing<Journal.Entry>(member: "entries")
        var position = try position(context)
        repeat {
            let wanted = limit.map { min($0 - listing.records.count, CommandContext.pageSize) } ?? CommandContext.pageSize
            let answer = try context.daemon.call(Journal.Read.self, .init(since: position, limit: wanted, subject: subject))
            listing.append(answer.reply.entries ?? [], answer)
            position = answer.reply.next
        } while position != nil && listing.records.count < limit ?? Int.max
        return listing
    }

    /// The position after which the entries begin; nil for all of them.
    private func position(_ context: CommandContext) throws(Failure) -> Int? {
        switch since {
        case nil: return nil
        case .position(let position): return position
        case .time(let instant):
            return try context.position(before: instant)
        }
    }
}
