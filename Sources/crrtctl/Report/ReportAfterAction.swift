import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct ReportAfterAction: Verb {
    static let configuration = CommandConfiguration(
        commandName: "after-action", abstract: "The whole story of one request: who decided what, when, and what took how long.",
        discussion: """
            From the journal, as far as you may see it. A request that is not over yet is
            told up to now.
            """,
        examples: [
            "report after-action REQ-ALB-2026-0001",
            "report after-action REQ-ALB-2026-0001 --format html --output story.html",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let request = try context.daemon.call(Requests.Get.self, .init(id: id))
        let taskings = try context.list(
            Taskings.List.self, member: "taskings", page: { .init(request: id, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.taskings, $0.next) })
        let entries = try context.entries(about: [id] + taskings.records.map(\.id))
        // An older daemon keeps none.
        let notes = ([id] + taskings.records.map(\.id)).flatMap { (subject: String) -> [Notes.Note] in
            (try? context.notes(about: subject))?.records ?? []
        }
        let data = AfterActionData(request.reply.request, taskings.records, entries.records, notes: notes, context.times)
        let markings = [Marking(of: request.reply), taskings.records.isEmpty ? nil : taskings.marking, entries.marking]
        let marking = Marking.joined(markings)
        let view = AfterActionView(data: data, titles: { context.titles(of: data.request) }, times: context.times)
        try context.show(
            Report(
                title: "After action", subtitle: "\(id), \(data.request.title)", marking: marking,
                json: { document(request.raw, taskings, entries, marking) }, text: { view.text }, csv: { view.csv }, html: { view.html }),
            options)
    }

    /// The replies as one: the records and the entries, as the daemon wrote them.
    private func document(
        _ request: [UInt8], _ taskings: Listing<Taskings.Tasking>, _ entries: Listing<Journal.Entry>, _ marking: Marking?
    ) -> [UInt8] {
        var document = JSONObject([])
        document["request"] = (try? JSONObject(json: request))?["request"]
        document["taskings"] = .array(taskings.elements)
        document["entries"] = .array(entries.elements)
        document["marking"] = marking.flatMap(\.json)
        return document.jsonBytes()
    }
}
