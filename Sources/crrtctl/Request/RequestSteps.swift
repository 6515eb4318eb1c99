import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

// The steps of a request after its submission. Amending it is in RequestAmend.swift.

struct RequestValidate: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Accepts a submitted request; it can be matched for a tasking then.",
        discussion: """
            With --precedence, the desk confirms the nation's precedence or sets its own;
            both are on record. Later, a precedence is changed by 'request amend' alone.
            """,
        examples: [
            "request validate REQ-ALB-2026-0001",
            "request validate REQ-ALB-2026-0001 --precedence flash",
            "request validate REQ-ALB-2026-0001 REQ-EST-2026-0003",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001; several at once.", completion: .requests, transform: ArgumentTransform.id)
    var ids: [String]

    @Option(
        help:
            "How urgent it is in the desk's judgement. Without it, what the desk said last; if it has said nothing, what the nation states."
    )
    var precedence: Requests.Request.Precedence?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if ids.count > 1, revision.ifRevision != nil { throw ValidationError("--if-revision is of one request; validate it by itself.") }
    }

    func perform(_ context: CommandContext) throws {
        var validated: [String] = []
        func validate(_ id: String) throws {
            let answer = try context.daemon.call(
                Requests.Validate.self,
                .init(
                    id: id, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key(),
                    precedence: precedence.flatMap { .init(rawValue: $0.rawValue) }))
            let request = answer.reply.request
            context.done(answer.raw, request.settled("validated" + judged(request), answer.reply.seq))
            validated.append(id)
        }
        do {
            try context.each(ids, validate)
        } catch let error as Failure where error.text.isEmpty {
            tellNext(validated, context)
            throw error
        }
        tellNext(validated, context)
    }

    /// Names the next step: where several requests are open, one plan for all of them.
    private func tellNext(_ validated: [String], _ context: CommandContext) {
        guard let first = validated.first, !context.wantsJSON, !isRehearsal else { return }
        let isAlone = validated.count == 1 && !hasOthers(than: first, context)
        context.screen.notice("next: crrtctl \(isAlone ? "match \(first)" : "plan")")
    }

    /// Whether another validated request has open seats.
    private func hasOthers(than id: String, _ context: CommandContext) -> Bool {
        let present = try? context.daemon.call(Requests.List.self, .init(state: "validated", limit: CommandContext.pageSize)).reply.requests
        return (present ?? []).contains { $0.id != id && $0.filled != .fully }
    }

    /// ` as flash, filed as routine`
    private func judged(_ request: Requests.Request) -> String {
        guard let precedence = request.precedence else { return "" }
        return " as \(precedence.rawValue)" + (request.filedPrecedence.map { ", filed as \($0.rawValue)" } ?? "")
    }
}

struct RequestCorrect: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Corrects what no nation consents to: title, references, cost, sharing, campaigns, incident.",
        discussion: """
            At any time: no nation consents to these, so state, taskings and consents stay
            as they are. Of the incident, an empty text removes what is there.
            Points of contact are changed by 'contact put' and 'contact remove'.
            """,
        examples: [
            "request correct REQ-ALB-2026-0001 --title 'Registry offline since Friday'",
            "request correct REQ-ALB-2026-0001 --incident-class availability.ddos --people 12000 --began -36h",
            "request correct REQ-ALB-2026-0001 --reference 'AKSK ticket 2026-0417' --reference 'DTG 010600Z DEC 26'",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @Option(help: ArgumentHelp("The right title.", valueName: "text"))
    var title: String?

    @Option(
        help: ArgumentHelp(
            "Where else the matter is written down: a ticket, a message. Repeat it for more; together they take the place of those on "
                + "record. '' removes them.", valueName: "text"))
    var reference: [String] = []

    @Option(help: ArgumentHelp("What it may cost; an empty text removes it.", valueName: "text"))
    var costEstimate: String?

    @Option(
        help: ArgumentHelp("Who is made aware of it, in place of those so far; an empty text is none.", valueName: "n,n"),
        transform: ArgumentTransform.names)
    var shareWith: [String]?

    @Option(
        name: .customLong("campaign"), parsing: .singleValue,
        help: ArgumentHelp(
            "A campaign that it is taken for a part of. Repeat it for more; together they take the place of those on record.",
            valueName: "id"), completion: .campaigns, transform: ArgumentTransform.id)
    var campaigns: [String] = []

    @Flag(help: "It is part of no campaign.")
    var noCampaign = false

    @OptionGroup(title: "Incident")
    var incident: IncidentOptions

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if noCampaign, !campaigns.isEmpty { throw ValidationError("--campaign and --no-campaign exclude each other; give one of them.") }
        if title == nil, reference.isEmpty, costEstimate == nil, shareWith == nil, campaigns.isEmpty, !noCampaign, incident.isEmpty {
            throw ValidationError(
                "State what is to be corrected: --title, --reference, --cost-estimate, --share-with, --campaign, or the incident.")
        }
    }

    func perform(_ context: CommandContext) throws {
        let answer = try revision.ifRevision == nil ? PresentRecord.change { try correct(context) } : correct(context)
        context.done(answer.raw, answer.reply.request.settled("corrected", answer.reply.seq))
    }

    private func correct(_ context: CommandContext) throws(Failure) -> Answer<Requests.Correct.Reply> {
        let present = incident.isEmpty ? nil : try context.daemon.call(Requests.Get.self, .init(id: id)).reply.request
        return try context.daemon.call(
            Requests.Correct.self,
            .init(
                id: id, title: title, incident: try present.map { (request) throws(Failure) in try corrected(request) },
                costEstimate: costEstimate, shareWith: shareWith, ifRevision: revision.ifRevision ?? present?.revision,
                idempotencyKey: context.daemon.key(), references: reference.isEmpty ? nil : reference.filter { !$0.isEmpty },
                campaigns: campaigns.isEmpty && !noCampaign ? nil : campaigns))
    }

    /// The present incident with the options that are given. What another user corrected in the meantime is not overwritten.
    private func corrected(_ request: Requests.Request) throws(Failure) -> Requests.Incident {
        var object = JSONObject()
        if let before = request.incident { object["incident"] = try? JSONValue(json: before.jsonBytes()) }
        incident.apply(to: &object)
        do throws(JSONError) {
            return try Requests.Incident(json: (object["incident"] ?? [:]).jsonBytes())
        } catch {
            let flag = error.kind == .missing && error.path.hasSuffix("note") ? "; give --attribution TEXT" : ""
            throw Failure(.usage, "incident.\(error.path): \(error.reason)\(flag)")
        }
    }
}

extension RequestCorrect: OptionsElsewhere {
    static func elsewhere(_ words: [String]) -> Failure? {
        guard let option = option(in: words, of: RequestTermOptions.self) else { return nil }
        let id = words.first { (try? RequestID(WordInput.id($0))) != nil }.map(WordInput.id) ?? "ID"
        return .usage(
            "\(option) is a term of the request: nations consent to it or are asked by it, so that it is amended and not corrected",
            next: "crrtctl request amend \(id) \(option) …")
    }
}

struct RequestReturn: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Sends a submitted request back to be amended.",
        examples: ["request return REQ-ALB-2026-0001 --reason 'Which systems? Who is there to receive the team?'"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @Option(help: ArgumentHelp("What has to change.", valueName: "text"))
    var reason: String

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.Return.self, .init(id: id, reason: reason, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("returned", answer.reply.seq))
    }
}

struct RequestCancel: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Calls a request off; its taskings stop.",
        discussion: """
            Consents that were asked for end. People who have departed or begun go home, and
            are held until 'tasking home' reports them; those who have not are free at once.
            """,
        examples: ["request cancel REQ-ALB-2026-0001 --reason 'Restored with own means'"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var why: ReasonOption

    @OptionGroup var revision: RevisionOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let stopped = try RequestTaskings.of(id, context).cancelled
        if !stopped.isEmpty {
            try Confirmation(act: "Cancel \(id)", consequence: stopped.joined(separator: "; ")).askOnTerminal(
                yes: confirmation.yes, context)
        }
        let answer = try context.daemon.call(
            Requests.Cancel.self, .init(id: id, reason: why.reason, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("cancelled", answer.reply.seq), warnings: stopped)
    }
}

struct RequestClose: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Ends a request, once every tasking of it has ended.",
        discussion: "Its points of contact are erased.",
        examples: ["request close REQ-ALB-2026-0001 --outcome recovered"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @Option(help: ArgumentHelp("How it ended, in a few words.", valueName: "text"))
    var outcome: String

    @Option(help: ArgumentHelp("What there is to say beyond that.", valueName: "text"))
    var report: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.Close.self,
            .init(id: id, outcome: outcome, report: report, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("closed", answer.reply.seq))
    }
}

extension Requests.Request {
    /// `REQ-ALB-2026-0001 validated (revision 2, journal 17)`
    func settled(_ word: String, _ seq: Int) -> String { "\(id ?? "") \(word)\(Outcome.words(revision: revision ?? 1, seq: seq))" }
}
