import ArgumentParser
import CRRTProtocol

struct ContactRemove: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes a point of contact, for good.",
        examples: ["contact remove ALB watch", "contact remove REQ-ALB-2026-0001 it-lead"])

    @Argument(help: "Such as ALB or REQ-ALB-2026-0001.", completion: .requests)
    var of: String

    @Argument(help: "Its handle, as 'contact list' shows it.")
    var handle: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        // A handle is stored in small letters, whatever was typed.
        let handle = handle.lowercased()
        switch ContactSubject(of) {
        case .request(let id):
            try RequestContacts.change(id, context, done: "\(handle) is removed") { present in
                guard present.contains(where: { $0.handle == handle }) else {
                    throw Failure(.noSuchRecord, "\(id) has no contact '\(handle)'", next: "crrtctl contact list \(id)")
                }
                return present.filter { $0.handle != handle }
            }
        case .nation(let code):
            let answer = try context.daemon.call(
                Roster.RemoveContact.self, .init(nation: code, handle: handle, idempotencyKey: context.daemon.key()))
            context.done(answer.raw, "\(code): \(handle) is removed\(Outcome.words(seq: answer.reply.seq))")
        }
    }
}
