import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Glibc
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
            it is filed. Its answers are kept in a draft; --draft goes on after Ctrl-C.
            It warns of an open request of the same nation, time and title.
            """,
        examples: [
            "request submit",
            "request submit request.yaml --start 'monday 06:00Z' --end +14d",
            "request submit --template hospital-ransomware",
            "request submit --like REQ-ALB-2026-0001 --start +24h",
            "request submit --title Wiper --classification NR --rel-to NATO --start +48h --end +14d --seat GX-SKL-001:4x2@NS,lead",
        ],
        aliases: ["file", "new"])

    @Argument(help: "The request as JSON or YAML; - is JSON on standard input.", completion: .file())
    var file: String?

    @OptionGroup var filing: FilingOptions

    @OptionGroup(title: "Terms")
    var terms: RequestTermOptions

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard [file, filing.like, filing.template, filing.draft].count(where: { $0 != nil }) < 2 else {
            throw ValidationError("A file, --like, --template and --draft are different beginnings; give one of them.")
        }
    }

    func perform(_ context: CommandContext) throws {
        var (object, source) = try filing.beginning(file, start: terms.start, context)
        terms.apply(to: &object)
        try RequestTimes.resolve(&object, now: context.now, from: source)
        if object["nation"] == nil, let own = try? context.nation(nil) { object["nation"] = .string(own) }
        let isIncomplete = RequestForm.isNeeded(object)
        if file == nil, isIncomplete || filing.isGiven && !confirmation.yes, let prompt = Prompt.terminal(context.screen) {
            return try guided(&object, prompt, context)
        }
        if object["mode"] == nil { object["mode"] = "both" }
        let request = try RequestTermOptions.request(object, from: source)
        // A run that is repeated would be warned of what the first one has filed.
        if repeatedKey == nil { try RequestDuplicates.warn(of: request, yes: confirmation.yes, context) }
        try RequestSubmit.file(request, key: context.daemon.key(), context)
        if let draft = filing.draft, !context.screen.isRehearsal { RequestDraft(draft, context).remove() }
    }

    /// Files a request that the user has seen.
    static func file(_ request: Requests.Request, key: String, _ context: CommandContext) throws(Failure) {
        try RequestTemplate.check(request)
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
    static func period(_ request: Requests.Request, _ times: TimeStyle) -> String {
        "from \(times.full(request.start)) to \(times.full(request.end))"
            + (request.replyBy.map { ", answer needed by \(times.full($0))" } ?? "")
    }
}

// MARK: - On a terminal

extension RequestSubmit {
    /// Asks for the request, shows it, and files it. If it cannot be filed or saved, the reason is shown, and the user can correct or save
    /// the answers. They are kept in a draft until then.
    private func guided(_ object: inout JSONObject, _ prompt: Prompt, _ context: CommandContext) throws(Failure) {
        let skills = try context.daemon.call(Roster.ListSkills.self, .init()).reply.skills ?? []
        let nations = (try? context.daemon.call(Roster.ListNations.self, .init()).reply.nations) ?? []
        // Only now it is known whether this is an exercise.
        context.screen.announce()
        context.screen.closeNoticesWhenInterrupted()
        let draft = RequestDraft(filing.draft, context)
        var kept = object
        var form = RequestForm(prompt: prompt, times: context.times, catalogue: skills, nations: nations) { answers in
            kept = answers
            draft.keep(answers)
        }
        form.check = AnswerCheck(
            nations: nations, now: context.now, campaignFault: CampaignLookUp(context: context).fault,
            codes: { list in (try? context.daemon.call(Roster.ListCodes.self, .init(list: list)).reply.codes) ?? [] })
        do throws(Failure) {
            if filing.draft == nil || !RequestForm.isReady(object) { try form.fill(&object) }
            try file(&object, form, context)
        } catch {
            // Giving it up on the review is a decision; the end of the input is none.
            if error.status == .cancelled, error.text == RequestForm.givenUp { draft.remove() }
            if draft.isKept { for line in draft.advice(kept) { context.screen.notice(line) } }
            throw error
        }
        guard context.screen.isRehearsal else { return draft.remove() }
        if draft.isKept { for line in draft.advice(kept) { context.screen.notice(line) } }
    }

    private func file(_ object: inout JSONObject, _ form: RequestForm, _ context: CommandContext) throws(Failure) {
        var sent: (object: JSONObject, key: String)?
        while true {
            switch try form.review(&object) {
            case .save(let path):
                do throws(Failure) {
                    try OutputFile.create(path, object.jsonBytes())
                    return context.screen.notice("saved; next: crrtctl request submit \(ShellWord.path(path))")
                } catch {
                    context.screen.complain(error)
                }
            case .file:
                // An unchanged request keeps its key, because it may have been filed although no reply arrived.
                let isSame = sent.map { $0.object == object } ?? false
                let key = isSame ? sent?.key ?? "" : context.daemon.key()
                do throws(Failure) {
                    let request = try RequestTermOptions.request(object, from: "your answers")
                    if !isSame { try RequestDuplicates.warn(of: request, yes: confirmation.yes, context) }
                    sent = (object, key)
                    return try RequestSubmit.file(request, key: key, context)
                } catch {
                    var told = error
                    if told.status == .outcomeUnknown { told.next = "y, which asks again: it is filed once" }
                    context.screen.complain(told)
                }
            }
        }
    }
}

extension RequestDraft {
    /// - Parameter path: An earlier draft to go on with; nil for a new one.
    fileprivate convenience init(_ path: String?, _ context: CommandContext) {
        self.init(path, now: context.now, context.screen) { name in getenv(name).map { String(cString: $0) } }
    }
}
