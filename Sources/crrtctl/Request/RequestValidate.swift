import ArgumentParser
import CRRTProtocol

struct RequestValidate: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Accepts a submitted request; it can be matched for a tasking then.",
        examples: ["request validate REQ-ALB-2026-0001"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.Validate.self, .init(id: id, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("validated", answer.reply.seq), next: "crrtctl match \(id)")
    }
}

extension Requests.Request {
    /// `REQ-ALB-2026-0001 validated (revision 2, journal 17)`
    func settled(_ word: String, _ seq: Int) -> String { "\(id ?? "") \(word)\(Outcome.words(revision: revision ?? 1, seq: seq))" }
}
