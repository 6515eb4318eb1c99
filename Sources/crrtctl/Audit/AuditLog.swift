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
    var everywhere: GlobalOptions

    func validate() throws {
        guard limit ?? 1 > 0 else { throw ValidationError("--limit counts from 1.") }
    }

    func perform(_ desk: Desk) throws {
        desk.show(try entries(desk), "entry", "entries", shown: { all ? $0 : ImportCount.folded($0) }) {
            JournalViews.table($0, desk.times)
        }
    }

    private func entries(_ desk: Desk) throws(Failure) -> Listing<Journal.Entry> {
        var listing = Listing<Journal.Entry>(member: "entries")
        var place = since
        repeat {
            let wanted = limit.map { min($0 - listing.records.count, Desk.pageSize) } ?? Desk.pageSize
            let answer = try desk.link.call(Journal.Read.self, .init(since: place, limit: wanted, subject: subject))
            listing.append(answer.reply.entries ?? [], answer)
            place = answer.reply.next
        } while place != nil && listing.records.count < limit ?? Int.max
        return listing
    }
}
