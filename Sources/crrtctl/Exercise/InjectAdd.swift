import ArgumentParser
import CRRTProtocol

struct InjectAdd: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Plans an inject; exercise control and the auditor alone know it until it is released.",
        discussion: """
            With --at the daemon releases it by itself at that time; one that was missed
            while the daemon was down is released at its start, in order. Without it,
            'inject release' does.
            """,
        examples: [
            "inject add 'A second hospital reports encrypted servers' --to desk --to ALB --at +2h",
            "inject add 'A newspaper asks for a statement' --to all --classification NU",
        ])

    @Argument(help: "What is told; at most 2000 bytes, in one line or several.")
    var text: String

    @Option(
        name: .customLong("to"), parsing: .singleValue,
        help: ArgumentHelp("Who is told: desk, all, or a nation; several allowed, also desk,ALB.", valueName: "readers"))
    var to: [String]

    @Option(help: ArgumentHelp("What a reader must be cleared for.", valueName: "level"))
    var classification: Exercise.AddInject.Parameters.Classification = .NR

    @Option(help: ArgumentHelp("The request that it is about.", valueName: "id"), completion: .requests, transform: ArgumentTransform.id)
    var request: String?

    @Option(help: ArgumentHelp("When it is released by itself.", valueName: "time"), transform: ArgumentTransform.time)
    var at: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Exercise.AddInject.self,
            .init(
                text: text, classification: classification, to: to.flatMap(InjectAdd.readers), request: request, at: at,
                idempotencyKey: context.daemon.key()))
        let inject = answer.reply.message
        context.done(
            answer.raw, "\(inject.id) planned" + (inject.at.map { ", released \(context.times.full($0))" } ?? ""),
            next: inject.at == nil ? "crrtctl inject release \(inject.id)" : nil)
    }

    /// `desk`, `all`, or codes of nations, in any case of letters, with commas or blanks between them. Other words stay as they are typed.
    static func readers(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " }.map { word in
            let word = String(word)
            return ["desk", "all"].first { $0 == word.lowercased() } ?? (try? WordInput.nation(word)) ?? word
        }
    }
}
