import Synchronization
import Varlink

/// The progress of each client through the tests. A call out of turn, or with wrong values, ends the client's session.
final class CertificationSessions: Sendable {
    /// The most sessions that are kept. Beyond that the oldest is dropped.
    private static let most = 1000

    private struct State {
        /// The method that is due, by client_id.
        var due: [String: String] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())

    /// Begins a session.
    ///
    /// - Parameter test: The first method that is due.
    /// - Returns: The new client_id.
    func begin(due test: String) -> String {
        let id = String(UInt64.random(in: .min ... .max), radix: 16)
        state.withLock { state in
            state.due[id] = test
            state.order.append(id)
            if state.order.count > Self.most { state.due[state.order.removeFirst()] = nil }
        }
        return id
    }

    /// Takes a session from one method to the next.
    ///
    /// - Parameters:
    ///   - next: The method that is due afterwards; nil ends the session.
    ///   - isRight: Whether the call had the right values and flags.
    /// - Throws: `ClientIdError` for an unknown session, `CertificationError` for a wrong call.
    func advance<M: VarlinkMethod>(_ id: String, _ method: M.Type, to next: String?, _ got: M.Parameters, isRight: Bool) throws {
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
