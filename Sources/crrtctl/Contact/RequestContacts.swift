import CRRTDomain
import CRRTProtocol

/// The contacts of a request are changed as a whole, so that a change by another desk in between is noticed by the revision.
enum RequestContacts {
    /// - Parameters:
    ///   - done: What is told when it is done, after the id.
    ///   - change: Returns the contacts as they shall be. It is asked again where another desk was first.
    /// - Throws: `failed` where these are more contacts than a request may have.
    static func change(
        _ id: String, _ context: CommandContext, done: String, _ change: ([Requests.Contact]) throws -> [Requests.Contact]
    ) throws {
        let answer = try PresentRecord.change {
            let present = try context.daemon.call(Requests.Get.self, .init(id: id)).reply
            let contacts = try change(present.contacts ?? [])
            guard contacts.count <= Contact.most else {
                throw Failure(
                    .failed, "\(id) has \(Contact.most) contacts, the most that a request may have; remove one first",
                    next: "crrtctl contact list \(id), then crrtctl contact remove \(id) HANDLE")
            }
            return try context.daemon.call(
                Requests.Correct.self,
                .init(id: id, ifRevision: present.request.revision, idempotencyKey: context.daemon.key(), contacts: contacts))
        }
        let outcome = Outcome.words(revision: answer.reply.request.revision, seq: answer.reply.seq)
        context.done(answer.raw, "\(id): \(done)\(outcome)")
    }
}
