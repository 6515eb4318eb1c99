import ArgumentParser
import CRRTProtocol

struct ConsentShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The answers to one tasking, and the terms that they are bound to.")

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var tasking: String

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let listing = try desk.consents(tasking: tasking)
        guard !listing.records.isEmpty else {
            throw Failure(.noSuchRecord, "there is no tasking \(tasking), or you may not see it", next: "crrtctl consent list")
        }
        desk.show(listing) {
            let terms = (try? desk.link.call(Taskings.Get.self, .init(id: tasking)).reply.tasking).map {
                TaskingViews.terms($0, desk.times)
            }
            return (terms ?? []) + ConsentViews.page(listing.records, desk.times)
        }
    }
}
