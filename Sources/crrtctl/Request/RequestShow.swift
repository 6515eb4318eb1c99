import ArgumentParser
import CRRTProtocol

struct RequestShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One request.",
        examples: ["request show REQ-ALB-2026-0001"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Requests.Get.self, .init(id: id))
        let request = answer.reply.request
        desk.show(answer) {
            RequestViews.page(request, skillTitles: desk.skillTitles(), desk.times)
        }
    }
}
