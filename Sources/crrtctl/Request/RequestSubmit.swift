import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestSubmit: ChangeVerb {
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
    var terms: RequestTermOptions

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let input = try file.map { (path) throws(Failure) in try InputFile(path) }
        var object = try input?.record("request") ?? JSONObject()
        terms.apply(to: &object)
        if object["nation"] == nil, let own = try? context.nation(nil) { object["nation"] = .string(own) }
        if file == nil, RequestForm.isNeeded(object), let prompt = Prompt.terminal(context.screen) {
            return try guided(&object, prompt, context)
        }
        if file == nil, object["mode"] == nil { object["mode"] = "both" }
        try submit(RequestTermOptions.request(object, from: input?.name ?? ""), key: context.daemon.key(), context)
    }

    private func submit(_ request: Requests.Request, key: String, _ context: CommandContext) throws(Failure) {
        let answer = try context.daemon.call(Requests.Submit.self, .init(request: request, idempotencyKey: key))
        let filed = answer.reply.request
        let id = filed.id ?? ""
        context.done(
            answer.raw, "\(id) submitted\(Outcome.words(revision: filed.revision ?? 1, seq: answer.reply.seq))",
            next: "the duty officer validates it, crrtctl request validate \(id)")
    }
}

// MARK: - On a terminal

extension RequestSubmit {
    /// Asks for the request, shows it, and files it. If it cannot be filed or saved, the reason is shown, and the user can correct or save
    /// the answers.
    private func guided(_ object: inout JSONObject, _ prompt: Prompt, _ context: CommandContext) throws(Failure) {
        let skills = try context.daemon.call(Roster.ListSkills.self, .init()).reply.skills ?? []
        let form = RequestForm(prompt: prompt, times: context.times, catalogue: skills)
        try form.fill(&object)
        var sent: (object: JSONObject, key: String)?
        while true {
            switch try form.review(&object) {
            case .save(let path):
                do throws(Failure) {
                    try OutputFile.create(path, object.jsonBytes())
                    return context.screen.notice("saved; next: crrtctl request submit \(path)")
                } catch {
                    context.screen.complain(error)
                }
            case .file:
                // An unchanged request keeps its key, because it may have been filed although no reply arrived.
                let key = sent.flatMap { $0.object == object ? $0.key : nil } ?? context.daemon.key()
                sent = (object, key)
                do throws(Failure) {
                    return try submit(RequestTermOptions.request(object, from: "your answers"), key: key, context)
                } catch {
                    context.screen.complain(error)
                }
            }
        }
    }
}
