import Varlink

/// Verifies that each order of a journal had all consents: when a tasking is ordered, the entries before must have a current grant of every
/// nation whose consent to its terms was requested.
///
/// It keeps only taskings that have not ended.
struct OrderVerifier {
    /// What identifies a consent of a tasking.
    private struct ConsentKey: Hashable {
        var nation: String
        var kind: String
        var digest: String
    }

    private struct TaskingState {
        /// Whether each consent is granted.
        var consents: [ConsentKey: Bool] = [:]
        var isOrdered = false
    }

    private static let orderedStates: Set = ["ordered", "moving", "onTask", "returning"]
    private static let endedStates: Set = ["closed", "declined", "recalled", "aborted"]

    private(set) var faults: [JournalFault] = []
    private var taskings: [String: TaskingState] = [:]

    mutating func take(_ entry: JSONObject, seq: Int) {
        let changes = (entry["payload"]?.objectValue?["changes"]?.arrayValue ?? []).compactMap(\.objectValue)
        let taskings = changes.compactMap { $0["tasking"]?.objectValue }
        let isOrder = entry["event"]?.stringValue == "tasking.ordered"
        // An order needs the grants of earlier entries, so taskings are checked before consents are noted.
        for tasking in taskings { check(tasking, isOrder: isOrder, seq) }
        for consent in changes.compactMap({ $0["consent"]?.objectValue }) { note(consent) }
        for tasking in taskings where Self.endedStates.contains(tasking["state"]?.stringValue ?? "") {
            self.taskings[tasking["id"]?.stringValue ?? ""] = nil
        }
    }

    private mutating func check(_ tasking: JSONObject, isOrder: Bool, _ seq: Int) {
        let id = tasking["id"]?.stringValue ?? ""
        guard Self.orderedStates.contains(tasking["state"]?.stringValue ?? "") else { return }
        var state = taskings[id] ?? TaskingState()
        if isOrder || !state.isOrdered {
            let missing = Self.needed(tasking, state.consents).filter { state.consents[$0] != true }
            let nations = Set(missing.map(\.nation)).sorted().joined(separator: ", ")
            if !missing.isEmpty {
                faults.append(.init(seq: seq, text: "entry \(seq): \(id) is ordered without a current consent to its terms of \(nations)"))
            }
        }
        state.isOrdered = true
        taskings[id] = state
    }

    /// The consents that the tasking's record names, and any others that were requested for its terms.
    private static func needed(_ tasking: JSONObject, _ requested: [ConsentKey: Bool]) -> Set<ConsentKey> {
        let digest = tasking["digest"]?.stringValue ?? ""
        let kind = tasking["kind"]?.stringValue == "effect" ? "effect" : "contribute"
        let nations = (tasking["nations"]?.arrayValue ?? []).compactMap(\.stringValue)
        // The host nation, from a request id such as REQ-ALB-2026-0001.
        let host = tasking["request"]?.stringValue?.split(separator: "-").dropFirst().first.map(String.init)
        let named =
            nations.map { ConsentKey(nation: $0, kind: kind, digest: digest) }
            + [host].compactMap { $0 }.map { ConsentKey(nation: $0, kind: "host", digest: digest) }
        return Set(named).union(requested.keys.filter { $0.digest == digest })
    }

    private mutating func note(_ consent: JSONObject) {
        func text(_ name: String) -> String { consent[name]?.stringValue ?? "" }
        let key = ConsentKey(nation: text("nation"), kind: text("kind"), digest: text("digest"))
        taskings[text("tasking"), default: TaskingState()].consents[key] = text("state") == "granted"
    }
}
