import ArgumentParser
import CRRTProtocol

struct ContactList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Whom to call or write to: of a request, of a nation, or of all nations.",
        discussion: """
            The operations centre and the nation itself read them. Of a request they are
            shown as well to nations whose people are ordered or out for it, and of a
            nation to those with which it has people out.
            """,
        examples: [
            "contact list",
            "contact list ALB",
            "contact list REQ-ALB-2026-0001",
        ])

    @Argument(help: "Such as ALB or REQ-ALB-2026-0001. Without it: of all nations.", completion: .requests)
    var of: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        switch of.map(ContactSubject.init) {
        case .request(let id)?: try show(ofRequest: id, context)
        case .nation(let code)?: try show(ofNation: code, context)
        case nil: try show(ofNation: nil, context)
        }
    }

    private func show(ofRequest request: String, _ context: CommandContext) throws {
        let answer = try context.daemon.call(Requests.Get.self, .init(id: request))
        context.show(answer) {
            ContactViews.blocks(answer.reply.contacts) ?? [.line("\(request) has no contacts that are yours to see")]
        }
    }

    private func show(ofNation nation: String?, _ context: CommandContext) throws {
        let listing = try context.list(
            Roster.ListContacts.self, member: "contacts", page: { (_: String?) in .init(nation: nation) }, read: { ($0.contacts, nil) })
        context.show(listing, "contact", "contacts") { ContactViews.table($0) }
    }
}
