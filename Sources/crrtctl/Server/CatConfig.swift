import ArgumentParser
import CRRTProtocol

struct CatConfig: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cat-config", abstract: "The configuration that is in force, with the file that each value comes from.",
        discussion: "What no file says is a default. What the files say now is in force after 'crrtctl reload', limits after a restart.")

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Service.GetConfiguration.self, .init())
        let rows = answer.reply.settings.map { [$0.key, $0.value, CatConfig.place($0)] }
        desk.show(answer) { [.table(Table(columns: [.text("KEY"), .text("VALUE"), .text("FROM")], rows: rows))] }
    }

    private static func place(_ setting: Service.Setting) -> String {
        guard let file = setting.file else { return "default" }
        return setting.line.map { "\(file):\($0)" } ?? file
    }
}
