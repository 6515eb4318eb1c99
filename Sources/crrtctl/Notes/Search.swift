import ArgumentParser
import CRRTProtocol

struct Search: Verb {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds records by words in what you may read, the newest first.",
        discussion: """
            Looks at titles, summaries, outcomes and remarks of requests, taskings and
            campaigns, at reasons and conditions of consents, and at notes, situation
            reports and lessons. Every word must occur, also inside a longer one; letter
            case and accents do not matter. In quotes, several words are sought as one.
            """,
        examples: [
            "search wiper",
            "search 'domain controller' backup --limit 20",
        ])

    @Argument(help: "At most 8 words.")
    var words: [String]

    @Option(help: ArgumentHelp("At most this many, the newest; 100 if not given.", valueName: "number"))
    var limit: Int?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Notes.Search.self, member: "hits", page: { (_: String?) in .init(words: words, limit: limit) }, read: { ($0.hits, nil) })
        context.showEntries(listing, "record", "records") { NoteViews.hits($0, context.times) }
    }
}
