import ArgumentParser
import CRRTProtocol

struct CatConfig: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cat-config", abstract: "The configuration that is in force, with the file that each value comes from.",
        discussion: """
            What no file says is a default. What the files say now is in force after
            'crrtctl reload'; instance, limits, signingKey and checkpoints after a restart:
            what waits for it has a line of its own, 'at the next start: …'.
            """,
        examples: ["cat-config"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Service.GetConfiguration.self, .init())
        let rows = answer.reply.settings.flatMap(CatConfig.rows)
        context.show(answer) { [.table(Table(columns: [.text("KEY"), .text("VALUE"), .text("FROM")], rows: rows))] }
    }

    /// What is in force, and beneath it what will be.
    private static func rows(_ setting: Service.Setting) -> [[String]] {
        let present = [setting.key, words(setting.value), location(setting.file, setting.line)]
        guard let next = setting.next else { return [present] }
        return [present, [setting.key, "at the next start: \(words(next.value))", location(next.file, next.line)]]
    }

    private static func words(_ value: String) -> String { value.isEmpty ? "none" : value }

    private static func location(_ file: String?, _ line: Int?) -> String {
        guard let file else { return "default" }
        return line.map { "\(file):\($0)" } ?? file
    }
}
