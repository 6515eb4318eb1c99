import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Exercise control plans an inject. Nothing of it is in the journal, which those who play read.
enum AddInject {
    static func run(_ parameters: Exercise.AddInject.Parameters, _ command: Command) throws -> Exercise.AddInject.Reply {
        try command.checkExercise()
        guard try command.rows.countExerciseMessages(in: .planned) < ExerciseMessage.mostPlanned else {
            throw Refusal.invalid(
                "text", "is one too many: \(ExerciseMessage.mostPlanned) injects are planned; release or cancel some of them first")
        }
        let at = try ParameterFields.instant("at", parameters.at)
        if let at, at <= command.now { throw Refusal.invalid("at", "\(at) has passed; leave it out and release the inject by hand") }
        let inject = try command.message(
            .inject, text: parameters.text, classification: Classification(rawValue: parameters.classification.rawValue) ?? .topSecret,
            to: parameters.to, request: parameters.request, at: at)
        for case .nation(let nation) in inject.to where !command.site.catalogue.nations.contains(where: { $0.code == nation }) {
            throw Refusal.invalid("to", "\(nation) is no nation that this site knows; crrtctl nation list")
        }
        if let request = inject.request, try command.rows.request(request) == nil {
            throw Refusal.noSuch("request", request.description)
        }
        try command.transaction.put(inject)
        return .init(message: .init(inject))
    }
}

/// Exercise control releases an inject by hand.
enum ReleaseInject {
    static func run(_ parameters: Exercise.ReleaseInject.Parameters, _ command: Command) throws -> Exercise.ReleaseInject.Reply {
        let inject = try command.message(parameters.id, .inject, .release)
        try command.transaction.put(inject)
        let seq = try command.append(.injectReleased, inject.id, [], detail: inject.told)
        return .init(message: .init(inject), seq: seq)
    }
}

/// Exercise control drops an inject that was not released.
enum CancelInject {
    static func run(_ parameters: Exercise.CancelInject.Parameters, _ command: Command) throws -> Exercise.CancelInject.Reply {
        let inject = try command.message(parameters.id, .inject, .cancel)
        try command.transaction.put(inject)
        return .init(message: .init(inject))
    }
}

/// The injects that the caller is told, by number.
struct InjectList: RecordList {
    typealias Method = Exercise.ListInjects
    let limit: Int?
    let after: String?
    private let state: ExerciseMessage.State?

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        state = try stateFilter(parameters.state, ExerciseMessage.State.self)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Exercise.Message> {
        try query.checkExercise()
        let found = try query.messages(.inject, state: state, after: after, count, budget) { query.isTold($0) }
        return RecordBatch(records: try found.records.map(query.shown), next: found.next)
    }

    func cursor(after record: Exercise.Message) -> String? { record.id }
    static func one(_ record: Exercise.Message) -> Method.Reply { .init(message: record) }
    static func many(_ records: [Exercise.Message], next: String?) -> Method.Reply { .init(messages: records, next: next) }
}
