import ArgumentParser
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
            "audit log --subject REQ-ALB-2026-0001",
        ])

    @Option(help: ArgumentHelp("Only entries after this one.", valueName: "seq"))
    var since: Int?

    @Option(help: ArgumentHelp("How many entries at most.", valueName: "number"))
    var limit: Int?

    @Option(help: ArgumentHelp("Only entries about this record.", valueName: "id"))
    var subject: String?

    @Flag(help: "Each entry of an import, too.")
    var all = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard limit ?? 1 > 0 else { throw ValidationError("--limit counts from 1.") }
    }

    func perform(_ context: CommandContext) throws {
        context.show(try entries(context), "entry", "entries", shown: { all ? $0 : ImportCount.folded($0) }) {
            JournalViews.table($0, context.times)
        }
    }

    private func entries(_ context: CommandContext) throws(Failure) -> Listing<Journal.Entry> {
        var listing = Listing<Journal.Entry>(member: "entries")
        var position = since
        repeat {
            let wanted = limit.map { min($0 - listing.records.count, CommandContext.pageSize) } ?? CommandContext.pageSize
            let answer = try context.daemon.call(Journal.Read.self, .init(since: position, limit: wanted, subject: subject))
            listing.append(answer.reply.entries ?? [], answer)
            position = answer.reply.next
        } while position != nil && listing.records.count < limit ?? Int.max
        return listing
    }
}
