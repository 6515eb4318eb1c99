import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestEdit: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Opens a request in your editor, and corrects or amends it.",
        discussion: """
            The editor is $VISUAL, $EDITOR, or what the system has. The text is YAML, with
            times as in options. What changes is shown with what it means. Another title,
            incident, cost estimate, sharing, references or campaigns are a correction, at
            any time. Another label is possible at any time where it is stricter. Other
            terms void consents that no tasking was ordered upon, and the request is to be
            validated anew; once a tasking is ordered they are refused. A text that cannot
            be taken is kept.
            """,
        examples: ["request edit REQ-ALB-2026-0001"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Requests.Get.self, .init(id: id))
        let object = try InputFile(name: id, bytes: answer.raw).record("request")
        let head = [context.line(Marking(of: answer.reply)), RecordYAML.editing(id)].compactMap { $0 }
        let loop = try EditLoop(
            id, name: "request-\(id)", RequestYAML.text(object, head), retry: "crrtctl request amend \(id)", context)
        var base = answer.reply.request
        try loop.run { (_) throws(Failure) in
            let yaml = try YAMLRecord(loop.draft.path)
            do throws(Failure) {
                try take(yaml, over: base, context)
            } catch {
                throw try explained(error, yaml, &base, context)
            }
        }
    }

    /// Corrects or amends the request. If it throws, nothing was changed.
    private func take(_ yaml: YAMLRecord, over base: Requests.Request, _ context: CommandContext) throws(Failure) {
        let edited = try RequestYAML.request(yaml, now: context.now)
        let changes: RequestChanges
        do throws(InvalidField) {
            changes = RequestChanges(from: try Request(base), to: try Request(edited))
        } catch {
            throw yaml.complaint(error.field, error.reason)
        }
        guard !changes.isEmpty else { return context.screen.notice("\(id): nothing changed") }
        for line in changes.lines { context.screen.notice(line) }
        context.screen.notice(changes.meaning)
        if changes.isCorrection { return try correct(edited, changes, base.revision, context) }
        try amend(edited, base.revision, context)
    }

    private func correct(
        _ edited: Requests.Request, _ changes: RequestChanges, _ revision: Int?, _ context: CommandContext
    ) throws(Failure) {
        let answer = try context.daemon.call(
            Requests.Correct.self,
            .init(
                id: id, title: changes.contains(.title) ? edited.title : nil,
                incident: changes.contains(.incident) ? edited.incident ?? .init() : nil,
                costEstimate: changes.contains(.costEstimate) ? edited.costEstimate ?? "" : nil,
                shareWith: changes.contains(.shareWith) ? edited.shareWith ?? [] : nil, ifRevision: revision,
                idempotencyKey: context.daemon.key(),
                references: changes.contains(.references) ? edited.references ?? [] : nil,
                campaigns: changes.contains(.campaigns) ? edited.campaigns ?? [] : nil))
        context.done(answer.raw, answer.reply.request.settled("corrected", answer.reply.seq))
    }

    private func amend(_ request: Requests.Request, _ revision: Int?, _ context: CommandContext) throws(Failure) {
        let taskings = try RequestTaskings.of(id, context)
        let consequences = taskings.amended
        if !consequences.isEmpty {
            try Confirmation(act: "Amend \(id)", consequence: consequences.joined(separator: "; ")).askOnTerminal(
                yes: confirmation.yes, context)
        }
        let answer = try context.daemon.call(
            Requests.Amend.self, .init(id: id, request: request, ifRevision: revision, idempotencyKey: context.daemon.key()))
        context.done(
            answer.raw, answer.reply.request.settled("amended", answer.reply.seq),
            warnings: consequences + RequestChanges.unshared(request.shareWith, answer.reply.request), next: taskings.answers)
    }

    /// The daemon's refusal with the line of the field; after a change by another user, the next attempt is made over theirs.
    private func explained(
        _ failure: Failure, _ yaml: YAMLRecord, _ base: inout Requests.Request, _ context: CommandContext
    ) throws(Failure) -> Failure {
        guard failure.remote?.as(Service.StaleRevision.self) != nil else { return yaml.explained(failure) }
        let seen = base.revision ?? 1
        base = try context.daemon.call(Requests.Get.self, .init(id: id)).reply.request
        return Failure(
            .failed,
            "\(id) was changed by another user meanwhile: you began with revision \(seen), it is at \(base.revision ?? 1); "
                + "nothing was changed",
            next: "crrtctl request show \(id), then crrtctl request edit \(id)")
    }
}
