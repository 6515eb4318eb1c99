import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestSubmit: Change {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Files a request.",
        discussion: """
            From a JSON file, from options, or from a file with options that replace
            what it says. On a terminal it asks for what is missing, one question at
            a time, and shows all of it before it is filed.
            """,
        examples: [
            "request submit",
            "request submit request.json",
            "request submit --title Wiper --classification NR --rel-to NATO --start +48h --end +14d --seat GX-SKL-001:4x2@NS,lead",
        ],
        aliases: ["file"])

    @Argument(help: "The request as JSON; - is standard input.", completion: .file())
    var file: String?

    @OptionGroup(title: "Terms")
    var terms: RequestTerms

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let input = try file.map { (path) throws(Failure) in try InputFile(path) }
        var object = try input?.record("request") ?? JSONObject()
        terms.apply(to: &object)
        if object["nation"] == nil, let own = try? desk.nation(nil) { object["nation"] = .string(own) }
        if file == nil, RequestForm.isNeeded(object), let talk = Conversation.terminal(desk.screen) {
            return try guided(&object, talk, desk)
        }
        if file == nil, object["mode"] == nil { object["mode"] = "both" }
        try submit(RequestTerms.request(object, from: input?.name ?? ""), key: desk.link.key(), desk)
    }

    private func submit(_ request: Requests.Request, key: String, _ desk: Desk) throws(Failure) {
        let answer = try desk.link.call(Requests.Submit.self, .init(request: request, idempotencyKey: key))
        let filed = answer.reply.request
        let id = filed.id ?? ""
        desk.done(
            answer.raw, "\(id) submitted\(Outcome.words(revision: filed.revision ?? 1, seq: answer.reply.seq))",
            next: "the duty officer validates it, crrtctl request validate \(id)")
    }
}

// MARK: - On a terminal

extension RequestSubmit {
    /// Asks, shows, and files. Whatever stands against it is told, and the answers are still there to be mended or saved.
    private func guided(_ object: inout JSONObject, _ talk: Conversation, _ desk: Desk) throws(Failure) {
        let skills = try desk.link.call(Roster.ListSkills.self, .init()).reply.skills ?? []
        let form = RequestForm(talk: talk, times: desk.times, catalogue: skills)
        try form.fill(&object)
        var sent: (object: JSONObject, key: String)?
        while true {
            switch try form.review(&object) {
            case .save(let path):
                do throws(Failure) {
                    try OutputFile.create(path, object.jsonBytes())
                    return desk.screen.notice("saved; next: crrtctl request submit \(path)")
                } catch {
                    desk.screen.complain(error)
                }
            case .file:
                // The same request again has the same key: it may have arrived although the answer did not.
                let key = sent.flatMap { $0.object == object ? $0.key : nil } ?? desk.link.key()
                sent = (object, key)
                do throws(Failure) {
                    return try submit(RequestTerms.request(object, from: "your answers"), key: key, desk)
                } catch {
                    desk.screen.complain(error)
                }
            }
        }
    }
}
