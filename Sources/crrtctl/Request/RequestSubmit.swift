import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestSubmit: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Files a request.",
        discussion: """
            From a file, from options, or from a file with options that replace what it
            says. The file is JSON, or YAML where its name ends so; times may stand there
            as in options: +48h, 06:00Z, monday 06:00Z, 010600Z DEC 26, and for the end
            +14d after the start. --dry-run shows which times they are. On a terminal it
            asks for what is missing, one question at a time, and shows all of it before
            it is filed.
            """,
        examples: [
            "request submit",
            "request submit request.yaml --start 'monday 06:00Z' --end +14d",
            "request submit --title Wiper --classification NR --rel-to NATO --start +48h --end +14d --seat GX-SKL-001:4x2@NS,lead",
        ],
        aliases: ["file"])

    @Argument(help: "The request as JSON or YAML; - is JSON on standard input.", completion: .file())
    var file: String?

    @OptionGroup(title: "Terms")
    var terms: RequestTermOptions

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        var object = try file.map { (path) throws(Failure) in try RequestFile.read(path) } ?? JSONObject()
        let source = file.map(RequestFile.name) ?? ""
        terms.apply(to: &object)
        try RequestTimes.resolve(&object, now: context.now, from: source)
        if object["nation"] == nil, let own = try? context.nation(nil) { object["nation"] = .string(own) }
        if file == nil, RequestForm.isNeeded(object), let prompt = Prompt.terminal(context.screen) {
            return try guided(&object, prompt, context)
        }
        if file == nil, object["mode"] == nil { object["mode"] = "both" }
        try submit(RequestTermOptions.request(object, from: source), key: context.daemon.key(), context)
    }

    private func submit(_ request: Requests.Request, key: String, _ context: CommandContext) throws(Failure) {
        let answer = try context.daemon.call(Requests.Submit.self, .init(request: request, idempotencyKey: key))
        let filed = answer.reply.request
        let id = filed.id ?? ""
        let words = "\(id) submitted\(Outcome.words(revision: filed.revision ?? 1, seq: answer.reply.seq))"
        context.done(
            answer.raw, context.screen.isRehearsal ? words + "\n" + period(filed, context.times) : words,
            next: "the duty officer validates it, crrtctl request validate \(id)")
    }
}

extension RequestSubmit {
    /// The times as they were understood.
    private func period(_ request: Requests.Request, _ times: TimeStyle) -> String {
        "from \(times.full(request.start)) to \(times.full(request.end))"
            + (request.replyBy.map { ", answer needed by \(times.full($0))" } ?? "")
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
