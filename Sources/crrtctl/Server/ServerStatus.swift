import ArgumentParser
import CRRTProtocol

struct ServerStatus: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the daemon is and what is open.",
        examples: [
            "status",
            "-H duty@ops.example status",
        ])

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Service.Status.self, .init())
        desk.show(answer) { ServiceViews.page(answer.reply, desk.times) }
    }
}
