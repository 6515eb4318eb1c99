import Synchronization
import Varlink

/// How far each client has got; a step out of turn, or with other values than were sent, ends its run.
final class CertificationRuns: Sendable {
    /// Runs remembered; the oldest of more are forgotten.
    private static let most = 1000

    private struct State {
        /// Which test is due, by client_id.
        var due: [String: String] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())

    /// Begins a run with the given test due.
    func begin(due test: String) -> String {
        let id = String(UInt64.random(in: .min ... .max), radix: 16)
        state.withLock { state in
            state.due[id] = test
            state.order.append(id)
            if state.order.count > Self.most { state.due[state.order.removeFirst()] = nil }
        }
        return id
    }

    /// Takes a run from one test to the next, nil ending it.
    /// - Parameter isRight: Whether the call came with the right values and flags.
    func step<M: VarlinkMethod>(_ id: String, _ method: M.Type, to next: String?, _ got: M.Parameters, isRight: Bool) throws {
        let due = state.withLock { state -> String? in
            let due = state.due[id]
            state.due[id] = due == M.name && isRight ? next : nil
            return due
        }
        guard let due else { throw Certification.ClientIdError() }
        guard due == M.name, isRight else {
            throw Certification.CertificationError(
                wants: ["method": .string(due)], got: ["method": .string(M.name), "parameters": value(got)])
        }
    }

    private func value(_ parameters: some JSONEncodable) -> JSONValue {
        (try? JSONValue(json: parameters.jsonBytes())) ?? .null
    }
}
