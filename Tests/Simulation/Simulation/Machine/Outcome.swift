import CRRTProtocol
import Varlink

/// What a caller knows of a call when a step is over.
struct Outcome {
    enum Kind: Hashable {
        case done
        /// The error's name without its interface.
        case refused(String)
        /// It was not answered, or the answer was that nobody knows.
        case unknown
    }

    var request: SimulatedRequest
    /// References resolved.
    var parameters: String
    var principal: String
    var replies: [SimulatedCall.Reply]
    var kind: Kind
    /// It was answered as it had been before, and nothing was done.
    var isRepetition = false

    init(_ request: SimulatedRequest, _ parameters: String, by principal: String, _ call: SimulatedCall) {
        (self.request, self.parameters, self.principal, replies) = (request, parameters, principal, call.replies)
        switch replies.last.map({ ($0.error, $0.continues) }) {
        case nil, (_, true)?: kind = .unknown
        case (nil, false)?: kind = .done
        case (let error?, false)?:
            let name = error.split(separator: ".").last.map(String.init) ?? error
            kind = name == "OutcomeUnknown" ? .unknown : .refused(name)
        }
    }

    var error: String? { if case .refused(let name) = kind { name } else { nil } }
    var answer: [UInt8] { replies.last?.json ?? [] }
    var reply: JSONObject? { kind == .done ? try? JSONObject(json: answer) : nil }

    func parameter(_ name: String) -> String? { (try? JSONObject(json: parameters))?[name]?.stringValue }

    /// What the caller has chosen to repeat the call by.
    var key: String? { parameter("idempotencyKey") }

    /// The handles of what is recalled, or ceased, from wherever it serves.
    var recalledHandles: [String] {
        guard parameter("id") == nil else { return [] }
        if request.method == Taskings.Cease.name { return [parameter("effect")].compactMap { $0 } }
        guard request.method == Taskings.Recall.name else { return [] }
        return (try? JSONObject(json: parameters))?["experts"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    var method: Contract.Method? { Contract.methods[request.method] }

    /// Whether it may have changed something, if it was done.
    var changes: Bool { method.map { $0.isChange } ?? false && !request.rehearses && !isDryRun }

    private var isDryRun: Bool { (try? JSONObject(json: parameters))?["dryRun"]?.boolValue ?? false }
}
