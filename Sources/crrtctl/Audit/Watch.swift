import ArgumentParser
import CRRTProtocol

struct Watch: Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Every change as it happens, one a line.",
        discussion: """
            Goes on where it was when the daemon is restarted, and says when a backup was
            restored meanwhile: then it shows what is new in the restored journal. JSON has
            an object with "restored" for it. Ends with Ctrl-C. An import is one line with
            its counts; --all, and JSON, show each of its entries.
            """,
        examples: [
            "watch",
            "watch --since 480 --json=short",
        ])

    @Option(help: ArgumentHelp("Begin after this entry of the journal; with the next one if not given.", valueName: "seq"))
    var since: Int?

    @Flag(help: "Each entry of an import, too.")
    var all = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let marking = context.line(nil)
        if !context.wantsJSON, let marking {
            context.screen.open(marking)
            context.screen.closeWhenInterrupted()
        }
        try JournalFollower(daemon: context.daemon, screen: context.screen).run(since: since) { answer in
            if let entry = answer.reply.entry {
                show(entry, answer, marking, context)
            } else if answer.reply.restored == true, context.wantsJSON {
                context.screen.json(answer.raw)
            }
            return true
        }
    }

    /// Each line has its own label, because later entries may have a higher one than the first.
    private func show(_ entry: Journal.Entry, _ answer: Answer<Journal.Watch.Reply>, _ marking: String?, _ context: CommandContext) {
        if context.wantsJSON {
            context.screen.json(answer.raw)
        } else if all || !entry.isOfImport {
            context.screen.page([.line(JournalViews.line(entry, answer.reply.marking, context.times))], marking: marking)
        }
    }
}
