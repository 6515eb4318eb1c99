import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// Parameters of a command that a client may send again after a broken connection.
protocol IdempotentParameters {
    /// Chosen by the client, and the same each time it sends this command; nil to run the command each time.
    var idempotencyKey: String? { get }
}

/// Runs a command once per idempotency key.
struct IdempotentCommand {
    let method: String
    let command: Command

    init(method: String, _ command: Command) {
        self.method = method
        self.command = command
    }

    /// Returns the stored answer of an earlier call with the same key, or runs the command and stores its answer in the same transaction.
    func run<Parameters: IdempotentParameters & JSONCodable, Reply: JSONCodable>(
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

extension Exercise.AddInject.Parameters: IdempotentParameters {}
extension Exercise.ReleaseInject.Parameters: IdempotentParameters {}
extension Exercise.CancelInject.Parameters: IdempotentParameters {}
extension Exercise.RaiseNoDuff.Parameters: IdempotentParameters {}
extension Exercise.ClearNoDuff.Parameters: IdempotentParameters {}
extension Notes.Add.Parameters: IdempotentParameters {}
extension Notes.Report.Parameters: IdempotentParameters {}
extension Notes.AddLesson.Parameters: IdempotentParameters {}
extension Notes.CompleteLesson.Parameters: IdempotentParameters {}
extension Notes.Erase.Parameters: IdempotentParameters {}
extension Handover.Sign.Parameters: IdempotentParameters {}
extension Handover.Accept.Parameters: IdempotentParameters {}
extension Consents.Remind.Parameters: IdempotentParameters {}
extension Roster.Import.Parameters: IdempotentParameters {}
extension Roster.PutExpert.Parameters: IdempotentParameters {}
extension Roster.PutTeam.Parameters: IdempotentParameters {}
extension Roster.PutEffect.Parameters: IdempotentParameters {}
extension Roster.SetOffer.Parameters: IdempotentParameters {}
extension Roster.EraseName.Parameters: IdempotentParameters {}
extension Roster.PutContact.Parameters: IdempotentParameters {}
extension Roster.RemoveContact.Parameters: IdempotentParameters {}
extension Requests.Refer.Parameters: IdempotentParameters {}
extension Requests.ReportReferral.Parameters: IdempotentParameters {}
extension Requests.Submit.Parameters: IdempotentParameters {}
extension Requests.Amend.Parameters: IdempotentParameters {}
extension Requests.Correct.Parameters: IdempotentParameters {}
extension Requests.Return.Parameters: IdempotentParameters {}
extension Requests.Validate.Parameters: IdempotentParameters {}
extension Requests.Cancel.Parameters: IdempotentParameters {}
extension Requests.Close.Parameters: IdempotentParameters {}
extension Campaigns.Open.Parameters: IdempotentParameters {}
extension Campaigns.Correct.Parameters: IdempotentParameters {}
extension Campaigns.Close.Parameters: IdempotentParameters {}
extension Standby.Put.Parameters: IdempotentParameters {}
extension Standby.Import.Parameters: IdempotentParameters {}
extension Standby.Confirm.Parameters: IdempotentParameters {}
extension Standby.Withdraw.Parameters: IdempotentParameters {}
extension Standby.AskSwap.Parameters: IdempotentParameters {}
extension Standby.AnswerSwap.Parameters: IdempotentParameters {}
extension Taskings.Propose.Parameters: IdempotentParameters {}
extension Taskings.Approve.Parameters: IdempotentParameters {}
extension Taskings.WithdrawApproval.Parameters: IdempotentParameters {}
extension Taskings.Order.Parameters: IdempotentParameters {}
extension Taskings.Advance.Parameters: IdempotentParameters {}
extension Taskings.Extend.Parameters: IdempotentParameters {}
extension Taskings.Recall.Parameters: IdempotentParameters {}
extension Taskings.Cease.Parameters: IdempotentParameters {}
extension Taskings.ReportOutcome.Parameters: IdempotentParameters {}
extension Taskings.Replace.Parameters: IdempotentParameters {}
extension Taskings.Withdraw.Parameters: IdempotentParameters {}
extension Taskings.Abort.Parameters: IdempotentParameters {}
extension Consents.Grant.Parameters: IdempotentParameters {}
extension Consents.Refuse.Parameters: IdempotentParameters {}
extension Consents.Revoke.Parameters: IdempotentParameters {}
