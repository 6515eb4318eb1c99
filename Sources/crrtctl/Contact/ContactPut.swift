import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct ContactPut: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Puts a point of contact on record, or replaces the one with its handle.",
        discussion: """
            Of a request: by its nation or the duty desk, at any time; no nation consents to
            it. Of a nation: by its contact point; functional mailboxes rather than persons.
            The journal holds the handle and a digest. The rest stands apart from it, and is
            erased for good once it is replaced or removed.
            """,
        examples: [
            "contact put ALB watch --role 'duty watch' --phone '+355 4 222 1234' --mail watch@aksk.example --hours 24/7",
            "contact put REQ-ALB-2026-0001 it-lead --role 'head of IT operations' --phone '+355 4 222 5678'",
        ])

    @Argument(help: "Such as ALB or REQ-ALB-2026-0001.", completion: .requests)
    var of: String

    @Argument(help: "A name of your own for it, such as it-lead.")
    var handle: String

    @Option(help: ArgumentHelp("What they do.", valueName: "text"))
    var role: String

    @Option(help: ArgumentHelp("Their name; personal, so leave it out where the role is enough.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("Their telephone number.", valueName: "number"))
    var phone: String?

    @Option(help: ArgumentHelp("Their mailbox.", valueName: "address"))
    var mail: String?

    @Option(help: ArgumentHelp("When they answer, such as 24/7.", valueName: "text"))
    var hours: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let contact: Contact
        do throws(InvalidField) {
            contact = try Contact(handle: handle, role: role, name: name, phone: phone, mail: mail, hours: hours)
        } catch {
            // What the parser calls it.
            throw Failure.usage("\(error.field == "handle" ? "handle" : "--" + error.field): \(error.reason)")
        }
        let told = ([contact.role] + [contact.name, contact.phone, contact.mail, contact.hours].compactMap { $0 }).joined(separator: ", ")
        let done = "\(contact.handle) is on record: \(told)"
        switch ContactSubject(of) {
        case .request(let id):
            try RequestContacts.change(id, context, done: done) { present in
                present.filter { $0.handle != contact.handle } + [Requests.Contact(contact)]
            }
        case .nation(let code):
            guard let nation = try? NationCode(code) else { throw ContactSubject.unknown(of) }
            let answer = try context.daemon.call(
                Roster.PutContact.self, .init(contact: Roster.Contact(contact, of: nation), idempotencyKey: context.daemon.key()))
            context.done(answer.raw, "\(code): \(done)\(Outcome.words(seq: answer.reply.seq))")
        }
    }
}
