import ArgumentParser
import CRRTDomain
import CRRTProtocol
import RequestTemplates
import Varlink

struct RequestTemplate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "The templates of requests, or one of them as YAML to fill in.",
        discussion: """
            A template has what usually belongs into a request after an incident of its
            kind: seats, label, incident class, times counted from the filing. 'request
            submit --template' starts from it and asks for the rest. Its summary asks what
            has happened, and has to be replaced before the request is filed.
            """,
        examples: [
            "request template",
            "request template grid",
        ])

    @Argument(help: "Which one; all are listed without it.", completion: .list(RequestTemplate.names))
    var name: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    static var names: [String] { RequestTemplates.all.map(\.name) }

    func perform(_ context: CommandContext) throws {
        guard let name else { return try list(context) }
        let object = try RequestTemplate.object(name)
        if context.wantsJSON { return context.screen.json(object.jsonBytes()) }
        context.screen.file(
            RequestYAML.text(object, ["The template \(name): fill in what is missing, and file it with crrtctl request submit FILE.yaml"]))
    }

    private func list(_ context: CommandContext) throws(Failure) {
        let templates = try RequestTemplate.names.map { (name) throws(Failure) in (name, try RequestTemplate.object(name)) }
        if context.wantsJSON {
            return context.screen.json(JSONObject(templates.map { .init(name: $0.0, value: .object($0.1)) }).jsonBytes())
        }
        let rows = templates.map { name, object in [name, object["sector"]?.stringValue ?? "", object["title"]?.stringValue ?? ""] }
        context.screen.page(
            [.table(Table(columns: [.text("NAME"), .text("SECTOR", rank: 1), .text("TITLE", least: 30)], rows: rows))], marking: nil)
        context.screen.notice("next: crrtctl request submit --template \(RequestTemplate.names[0])")
    }

    /// The sentence of a template's summary that asks for what only the filer knows: `State which hospitals, …`; nil where the text has
    /// none of them any more.
    static func question(in summary: String) -> String? {
        RequestTemplates.all.lazy.compactMap { template -> String? in
            let text = (try? JSONObject(json: template.json))?["summary"]?.stringValue ?? ""
            return text.firstRange(of: "State ").map { String(text[$0.lowerBound...]) }
        }.first { summary.contains($0) }
    }

    /// Refuses a request that still asks what it should tell.
    static func check(_ request: Requests.Request) throws(Failure) {
        guard let question = request.summary.flatMap(question(in:)) else { return }
        throw Failure(
            .failed, "summary: it is still the template's, \(quoted(question)); say what has happened",
            next: "--summary TEXT, or another summary in the file")
    }

    /// - Throws: `usage` for a name that no template has, with the nearest.
    static func object(_ name: String) throws(Failure) -> JSONObject {
        guard let meant = WordInput.word(name, of: names), let template = RequestTemplates.all.first(where: { $0.name == meant }) else {
            let near = Spelling.near(name, among: names, most: 3)
            throw .usage(
                "\(quoted(name)) is no template; "
                    + (near.isEmpty ? "there are \(names.joined(separator: ", "))" : "near: \(near.joined(separator: ", "))"),
                next: "crrtctl request template")
        }
        return try InputFile(name: "the template \(meant)", bytes: template.json).record("request")
    }
}
