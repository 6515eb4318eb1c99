import ArgumentParser
import CRRTProtocol

struct RequestShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One request.",
        examples: ["request show REQ-ALB-2026-0001"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Requests.Get.self, .init(id: id))
        let request = answer.reply.request
        context.show(answer) {
            RequestViews.page(request, titles: context.titles(of: request), context.times)
        }
    }
}
