import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestAmend: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: "Gives a request new terms; it has to be validated anew.",
        discussion: """
            From a JSON or YAML file, or the present terms with the options that are given.
            Consents that no tasking was ordered upon are void. A change by another user
            in the meantime is not overwritten. Once a tasking is ordered, only the label
            may be raised or the release narrowed; the request then stays validated, and
            the nations of those who are ordered are asked anew. Until they agree, their
            people take no step but home. Where only such fields are different that
            'request correct' takes, it is a correction, at any time.
            """,
        examples: [
            "request amend REQ-ALB-2026-0001 --max-notice 96",
            "request amend REQ-ALB-2026-0001 --exclude '' --seat GX-SKL-001:3x2",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @Argument(help: "The new terms as JSON or YAML; - is JSON on standard input.", completion: .file())
    var file: String?

    @OptionGroup(title: "Terms")
    var terms: RequestTermOptions

    @OptionGroup var revision: RevisionOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let raw = try context.daemon.call(Requests.Get.self, .init(id: id)).raw
        let present = try InputFile(name: id, bytes: raw).record("request")
        var object = try file.map { (path) throws(Failure) in try RequestFile.read(path) } ?? present
        let source = file.map(RequestFile.name) ?? id
        let read = object["revision"]?.integerValue.map(Int.init)
        terms.apply(to: &object)
        try RequestTimes.resolve(&object, now: context.now, from: source)
        let request = try RequestAmend.terms(object, from: source)
        // A returned request may be filed again from a file without changes.
        if try request == RequestAmend.terms(present, from: id), file == nil || present["state"]?.stringValue != "returned" {
            throw Failure.usage(
                "nothing to change: \(id) has these terms already; give those that are to be different",
                next: "crrtctl request show \(id), then crrtctl request amend --help")
        }
        let isCorrection = try RequestAmend.isCorrection(present, request)
        let taskings = isCorrection ? RequestTaskings([]) : try RequestTaskings.of(id, context)
        let consequences = taskings.amended
        if !consequences.isEmpty {
            try Confirmation(act: "Amend \(id)", consequence: consequences.joined(separator: "; ")).askOnTerminal(
                yes: confirmation.yes, context)
        }
        let answer = try context.daemon.call(
            Requests.Amend.self,
            .init(id: id, request: request, ifRevision: revision.ifRevision ?? read, idempotencyKey: context.daemon.key()))
        let amended = answer.reply.request
        if isCorrection { return context.done(answer.raw, amended.settled("corrected", answer.reply.seq)) }
        context.done(
            answer.raw, amended.settled("amended", answer.reply.seq),
            warnings: consequences + RequestChanges.unshared(request.shareWith, amended),
            next: amended.state == .submitted ? try validating(context) : taskings.answers)
    }

    /// Whether only that is different to which no nation consents, so that the daemon takes it as a correction. What cannot be read here
    /// is left to its check.
    private static func isCorrection(_ present: JSONObject, _ request: Requests.Request) throws(Failure) -> Bool {
        guard present["state"]?.stringValue != "returned", let before = try? Request(terms(present, from: "")),
            let after = try? Request(request)
        else { return false }
        return RequestChanges(from: before, to: after).isCorrection
    }

    /// The terms alone, without the fields that the daemon sets.
    private static func terms(_ object: JSONObject, from source: String) throws(Failure) -> Requests.Request {
        try RequestTermOptions.request(RequestFile.terms(object), from: source)
    }

    /// The next step, depending on the caller: only the duty desk validates.
    private func validating(_ context: CommandContext) throws(Failure) -> String {
        let isDuty = try context.daemon.call(Service.WhoAmI.self, .init()).reply.roles.contains("duty")
        return isDuty ? "crrtctl request validate \(id)" : "the duty desk validates it"
    }
}
