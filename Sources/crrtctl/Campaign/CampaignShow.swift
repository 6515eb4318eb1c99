import ArgumentParser
import CRRTProtocol
import Varlink

struct CampaignShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A campaign, and the requests that are linked to it as far as you see them.",
        examples: ["campaign show CMP-483920"])

    @Argument(help: "Such as CMP-483920; several at once.", completion: .campaigns, transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.showEach(ids) { id in
            let answer = try context.daemon.call(Campaigns.Get.self, .init(id: id))
            let requests = try context.list(
                Requests.List.self, member: "requests",
                page: { .init(limit: CommandContext.pageSize, after: $0, campaign: id) }, read: { ($0.requests, $0.next) })
            // The page bears the label of the requests, too.
            let marking = Marking(of: answer.reply).map { own in
                requests.records.isEmpty ? own : requests.marking.map { own.joined(with: $0) } ?? own
            }
            if context.wantsJSON {
                var document = (try? JSONObject(json: answer.raw)) ?? [:]
                document["requests"] = .array(requests.elements)
                document["marking"] = marking.flatMap(\.json)
                return context.screen.json(document.jsonBytes())
            }
            context.screen.page(
                CampaignViews.page(answer.reply.campaign, requests.records, context.times), marking: context.line(marking))
        }
    }
}
