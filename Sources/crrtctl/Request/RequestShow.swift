import ArgumentParser
import CRRTProtocol

struct RequestShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One request, or several.",
        examples: ["request show REQ-ALB-2026-0001 REQ-EST-2026-0003"])

    @Argument(help: "Such as REQ-ALB-2026-0001; several at once.", completion: .requests, transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.showEach(ids) { id in
            let answer = try context.daemon.call(Requests.Get.self, .init(id: id))
            context.show(answer) {
                RequestViews.page(answer.reply.request, titles: context.titles(of: answer.reply.request), context.times)
                    + (ContactViews.blocks(answer.reply.contacts) ?? [])
            }
        }
    }
}
