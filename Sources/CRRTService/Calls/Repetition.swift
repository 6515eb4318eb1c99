import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// Parameters of a command that may be sent again after a broken connection.
protocol Repeatable {
    /// Chosen by the client, the same each time it sends this command; nil: do it each time.
    var idempotencyKey: String? { get }
}

/// A command and the answer that an earlier sending of it may have got.
struct Repetition {
    let method: String
    let command: Command

    init(method: String, _ command: Command) {
        self.method = method
        self.command = command
    }

    /// The first answer where there is one; else does it, and keeps the answer in the same transaction.
    func answer<Parameters: Repeatable & JSONCodable, Reply: JSONCodable>(
        _ parameters: consuming Parameters, _ change: (consuming Parameters) throws -> Reply
    ) throws -> Reply {
        guard let key = parameters.idempotencyKey else { return try change(parameters) }
        guard (1...200).contains(key.utf8.count) else { throw Refusal.invalid("idempotencyKey", "is not 1 to 200 bytes long") }
        let (principal, question) = (command.caller.principal.description, Receipt.digest(of: parameters.jsonBytes()))
        if let receipt = try command.transaction.receipt(principal: principal, key: key) {
            guard receipt.answers(method, question) else {
                throw Refusal.invalid("idempotencyKey", "was used for another command; choose a new one for each")
            }
            return try Reply(json: receipt.answer.utf8)
        }
        let reply = try change(parameters)
        let receipt = Receipt(method: method, question: question, answer: reply.jsonString())
        try command.transaction.keep(receipt, principal: principal, key: key, at: command.now)
        return reply
    }
}

extension Roster.Import.Parameters: Repeatable {}
extension Roster.PutExpert.Parameters: Repeatable {}
extension Roster.PutTeam.Parameters: Repeatable {}
extension Roster.PutEffect.Parameters: Repeatable {}
extension Roster.SetOffer.Parameters: Repeatable {}
extension Roster.EraseName.Parameters: Repeatable {}
extension Requests.Submit.Parameters: Repeatable {}
extension Requests.Amend.Parameters: Repeatable {}
extension Requests.Return.Parameters: Repeatable {}
extension Requests.Validate.Parameters: Repeatable {}
extension Requests.Cancel.Parameters: Repeatable {}
extension Requests.Close.Parameters: Repeatable {}
extension Taskings.Propose.Parameters: Repeatable {}
extension Taskings.Order.Parameters: Repeatable {}
extension Taskings.Advance.Parameters: Repeatable {}
extension Taskings.Extend.Parameters: Repeatable {}
extension Taskings.Recall.Parameters: Repeatable {}
extension Taskings.Abort.Parameters: Repeatable {}
extension Consents.Grant.Parameters: Repeatable {}
extension Consents.Refuse.Parameters: Repeatable {}
extension Consents.Revoke.Parameters: Repeatable {}
