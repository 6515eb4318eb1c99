import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestSubmit: Change {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Files a request.",
        discussion: """
            From a JSON file, from options, or from a file with options that replace
            what it says. On a terminal it asks for what is missing.
            """,
        aliases: ["file"])

    @Argument(help: "The request as JSON; - is standard input.", completion: .file())
    var file: String?

    @OptionGroup(title: "Terms")
    var terms: RequestTerms

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let request = try request(desk)
        let answer = try desk.link.call(Requests.Submit.self, .init(request: request, idempotencyKey: desk.link.key()))
        let filed = answer.reply.request
        let id = filed.id ?? ""
        desk.done(
            answer.raw, "\(id) submitted (revision \(filed.revision ?? 1), journal \(answer.reply.seq))",
            next: "the duty officer validates it, crrtctl request validate \(id)")
    }

    private func request(_ desk: Desk) throws(Failure) -> Requests.Request {
        let input = try file.map { (path) throws(Failure) in try InputFile(path) }
        var object = try input?.record("request") ?? JSONObject()
        terms.apply(to: &object)
        if object["nation"] == nil, let own = try? desk.nation(nil) { object["nation"] = .string(own) }
        if file == nil {
            Questionnaire().complete(&object, now: desk.now)
            if object["mode"] == nil { object["mode"] = "both" }
        }
        return try RequestTerms.request(object, from: input?.name ?? "")
    }
}
