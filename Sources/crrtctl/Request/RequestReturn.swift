import ArgumentParser
import CRRTProtocol

struct RequestReturn: Change {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Sends a submitted request back to be amended.",
        examples: ["request return REQ-ALB-2026-0001 --reason 'Which systems? Who is there to receive the team?'"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Option(help: ArgumentHelp("What has to change.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(
            Requests.Return.self, .init(id: id, reason: reason, ifRevision: ifRevision, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.request.settled("returned", answer.reply.seq))
    }
}
