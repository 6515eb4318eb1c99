import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct RequestDraftFrom: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Begins a request from a case of an incident system.",
        discussion: """
            Reads a case report of DFIR-IRIS (JSON) or an event of MISP, and opens what it
            says in your editor: title, summary, sector, class, times, reference, and a
            label proposed from its traffic light, never above what you may read. Who may
            know, the period and the seats are yours to add. It is filed when you save it
            and say yes; a text that is left as it is files nothing. Indicators, hosts and
            people of the case are not taken over. With --output it is written to a file
            for 'request submit': YAML, or JSON where the name does not end so.
            """,
        examples: [
            "request draft --from iris case-42.json",
            "request draft --from misp event.json --output draft.yaml",
        ])

    @Option(help: ArgumentHelp("Which system the file is from: iris or misp.", valueName: "system"))
    var from: IncidentSystem

    @Argument(help: "The case as JSON; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Write the draft there, without an editor; - is standard output.", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if output == "" { throw ValidationError("--output is empty; name a file, or - for standard output.") }
    }

    func perform(_ context: CommandContext) throws {
        let input = try InputFile(file)
        let document: JSONObject
        do throws(Failure) { document = try input.object() } catch {
            var told = error
            told.next = "export the case as JSON"
            throw told
        }
        let found: IncidentCase
        do throws(InvalidField) { found = try from.read(document) } catch {
            let other = IncidentSystem.allCases.first { $0 != from && (try? $0.read(document)) != nil }
            throw Failure(
                .failed, "\(input.name): \(error.field): \(error.reason)",
                next: other.map { "--from \($0.rawValue), which this file looks like" })
        }
        let draft = try draft(found, context)
        if let output { return try write(draft, output, context) }
        if context.wantsJSON { return context.screen.json(draft.request.jsonBytes()) }
        try edit(draft, context)
    }

    private func draft(_ found: IncidentCase, _ context: CommandContext) throws(Failure) -> CaseDraft {
        let caller = try context.daemon.call(Service.WhoAmI.self, .init()).reply
        let codes = try context.daemon.call(Roster.ListCodes.self, .init(list: .incidentClasses)).reply.codes ?? []
        func label(_ wire: Service.Classification?) -> Classification? { wire.flatMap { Classification(rawValue: $0.rawValue) } }
        return CaseDraft(
            found: found, nation: caller.nation, clearance: label(caller.clearance), floor: label(caller.floor) ?? .unclassified,
            classes: Set(codes.map(\.code)), now: context.now)
    }

    private func write(_ draft: CaseDraft, _ path: String, _ context: CommandContext) throws(Failure) {
        let isYAML = path == "-" || RequestFile.isYAML(path)
        let text = isYAML && !context.wantsJSON ? RequestYAML.text(draft.request, draft.head) : draft.request.jsonString() + "\n"
        if path == "-" { return context.screen.file(text) }
        try OutputFile.create(path, Array(text.utf8))
        for note in draft.notes { context.screen.notice(note) }
        context.screen.notice("\(path): only you can read it; add who may know, the period and the seats")
        context.screen.notice("next: crrtctl request submit \(ShellWord.quoted(path))")
    }

    /// Files what was saved in the editor, after a question on a terminal.
    private func edit(_ draft: CaseDraft, _ context: CommandContext) throws(Failure) {
        let loop = try EditLoop(
            "the draft", name: "request-draft", RequestYAML.text(draft.request, draft.head), retry: "crrtctl request submit", context)
        try loop.run { (_) throws(Failure) in
            let yaml = try YAMLRecord(loop.draft.path)
            let request = try RequestYAML.request(yaml, now: context.now)
            do throws(Failure) {
                if repeatedKey == nil { try RequestDuplicates.warn(of: request, yes: confirmation.yes, context) }
                try Confirmation(act: "File it", consequence: RequestSubmit.period(request, context.times))
                    .askOnTerminal(yes: confirmation.yes, context)
                try RequestSubmit.file(request, key: context.daemon.key(), context)
            } catch {
                // A cancelled edit would lose the text.
                if error.status == .cancelled { throw Failure(.failed, "it was not filed") }
                throw yaml.explained(error)
            }
        }
    }
}

extension IncidentSystem: WordArgument {}
