import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A caller says that something real has happened in the middle of the exercise. It is told with every reply until it is cleared.
enum RaiseNoDuff {
    static func run(_ parameters: Exercise.RaiseNoDuff.Parameters, _ command: Command) throws -> Exercise.RaiseNoDuff.Reply {
        try command.checkExercise()
        let standing = try command.rows.exerciseMessages(.noDuff, state: .standing, after: 0, limit: ExerciseMessage.mostStanding)
        let own = standing.count { $0.by.isSamePerson(as: command.caller.principal) }
        guard standing.count < ExerciseMessage.mostStanding, own < ExerciseMessage.mostStandingOfOne else {
            let which = own < ExerciseMessage.mostStandingOfOne ? "\(standing.count)" : "\(own) of your"
            throw Refusal.invalid("text", "is one too many: \(which) no-duff messages stand; exercise control clears what is over")
        }
        let message = try command.message(.noDuff, text: parameters.text)
        try command.transaction.put(message)
        let seq = try command.append(.noDuffRaised, message.id, [], detail: ["text": message.text])
        return .init(message: .init(message), seq: seq)
    }
}

/// Exercise control or an administrator says that a real matter is over.
enum ClearNoDuff {
    static func run(_ parameters: Exercise.ClearNoDuff.Parameters, _ command: Command) throws -> Exercise.ClearNoDuff.Reply {
        let message = try command.message(parameters.id, .noDuff, .clear)
        try command.transaction.put(message)
        let seq = try command.append(.noDuffCleared, message.id, [], detail: ["text": message.text])
        return .init(message: .init(message), seq: seq)
    }
}

/// The no-duff messages, by number.
struct NoDuffList: RecordList {
    typealias Method = Exercise.ListNoDuff
    let limit: Int?
    let after: String?
    private let state: ExerciseMessage.State?

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        state = parameters.all == true ? nil : .standing
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Exercise.Message> {
        try query.checkExercise()
        let found = try query.messages(.noDuff, state: state, after: after, count, budget) { _ in true }
        return RecordBatch(records: found.records.map(Exercise.Message.init), next: found.next)
    }

    func cursor(after record: Exercise.Message) -> String? { record.id }
    static func one(_ record: Exercise.Message) -> Method.Reply { .init(message: record) }
    static func many(_ records: [Exercise.Message], next: String?) -> Method.Reply { .init(messages: records, next: next) }
}
