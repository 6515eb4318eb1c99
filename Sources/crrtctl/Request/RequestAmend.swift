import ArgumentParser
import CRRTProtocol
import Varlink

struct RequestAmend: Change {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: "Gives a request new terms; it has to be validated anew.",
        discussion: """
            From a JSON file, or the present terms with the options that are given.
            Consents that no tasking was ordered upon are void. Somebody else's change
            in the meantime is not overwritten.
            """,
        examples: [
            "request amend REQ-ALB-2026-0001 --max-notice 96",
            "request amend REQ-ALB-2026-0001 --exclude '' --seat GX-SKL-001:3x2",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Argument(help: "The new terms as JSON; - is standard input.", completion: .file())
    var file: String?

    @OptionGroup(title: "Terms")
    var terms: RequestTerms

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    /// What the daemon keeps about a request; no part of its terms.
    private static let kept = ["id", "state", "filled", "remark", "revision"]

    func perform(_ desk: Desk) throws {
        var (object, source) = try base(desk)
        let read = object["revision"]?.integerValue.map(Int.init)
        for name in RequestAmend.kept { object[name] = nil }
        terms.apply(to: &object)
        let request = try RequestTerms.request(object, from: source)
        let answer = try desk.link.call(
            Requests.Amend.self, .init(id: id, request: request, ifRevision: ifRevision ?? read, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.request.settled("amended", answer.reply.seq), next: "crrtctl request validate \(id)")
    }

    /// The file's terms, or the present ones.
    private func base(_ desk: Desk) throws(Failure) -> (JSONObject, String) {
        if let file {
            let input = try InputFile(file)
            return (try input.record("request"), input.name)
        }
        let raw = try desk.link.call(Requests.Get.self, .init(id: id)).raw
        return (try InputFile(name: id, bytes: raw).record("request"), id)
    }
}
