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
        /// The batch that it answers for; -1 for an extension.
        var batch: Int64
    }

    private struct TaskingState {
        /// Whether each consent is granted.
        var consents: [ConsentKey: Bool] = [:]
        var isOrdered = false
        /// The elements that were ordered, by handle and batch.
        var orderedElements: Set<[String]> = []
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
        for tasking in taskings where tasking["elements"] == nil && Self.endedStates.contains(tasking["state"]?.stringValue ?? "") {
            self.taskings[tasking["id"]?.stringValue ?? ""] = nil
        }
    }

    private mutating func check(_ tasking: JSONObject, isOrder: Bool, _ seq: Int) {
        let id = tasking["id"]?.stringValue ?? ""
        if let elements = tasking["elements"]?.arrayValue?.compactMap(\.objectValue) { return check(elements, of: tasking, id, seq) }
        guard Self.orderedStates.contains(tasking["state"]?.stringValue ?? "") else { return }
        var state = taskings[id] ?? TaskingState()
        if isOrder || !state.isOrdered {
            let missing = Self.needed(tasking, state.consents).filter { state.consents[$0] != true }
            note(missing.map(\.nation), id, seq)
        }
        state.isOrdered = true
        taskings[id] = state
    }

    /// Each element that is ordered for the first time needs its nation's and the host's current grant for its batch.
    private mutating func check(_ elements: [JSONObject], of tasking: JSONObject, _ id: String, _ seq: Int) {
        var state = taskings[id] ?? TaskingState()
        let contribution = tasking["kind"]?.stringValue == "effect" ? "effect" : "contribute"
        let host = Self.host(tasking) ?? ""
        var missing: [String] = []
        for element in elements where element["ordered"]?.boolValue == true {
            let batch = element["batch"]?.integerValue ?? 0
            let place = [element["expert"]?.stringValue ?? element["effect"]?.stringValue ?? "", "\(batch)"]
            guard state.orderedElements.insert(place).inserted else { continue }
            for (nation, kind) in [(element["nation"]?.stringValue ?? "", contribution), (host, "host")]
            where !state.consents.contains(where: { $0.key.nation == nation && $0.key.kind == kind && $0.key.batch == batch && $0.value }) {
                missing.append(nation)
            }
        }
        note(missing, id, seq)
        taskings[id] = state
    }

    private mutating func note(_ missing: [String], _ id: String, _ seq: Int) {
        if missing.isEmpty { return }
        let nations = Set(missing).sorted().joined(separator: ", ")
        faults.append(.init(seq: seq, text: "entry \(seq): \(id) is ordered without a current consent to its terms of \(nations)"))
    }

    /// The consents that the record of a tasking of before elements names, and any others that were requested for its terms.
    private static func needed(_ tasking: JSONObject, _ requested: [ConsentKey: Bool]) -> Set<ConsentKey> {
        let digest = tasking["digest"]?.stringValue ?? ""
        let kind = tasking["kind"]?.stringValue == "effect" ? "effect" : "contribute"
        let nations = (tasking["nations"]?.arrayValue ?? []).compactMap(\.stringValue)
        let named =
            nations.map { ConsentKey(nation: $0, kind: kind, digest: digest, batch: 0) }
            + [host(tasking)].compactMap { $0 }.map { ConsentKey(nation: $0, kind: "host", digest: digest, batch: 0) }
        return Set(named).union(requested.keys.filter { $0.digest == digest })
    }

    /// The host nation, from a request id such as REQ-ALB-2026-0001.
    private static func host(_ tasking: JSONObject) -> String? {
        tasking["request"]?.stringValue?.split(separator: "-").dropFirst().first.map(String.init)
    }

    private mutating func note(_ consent: JSONObject) {
        func text(_ name: String) -> String { consent[name]?.stringValue ?? "" }
        // An extension has no batch.
        let batch = consent["until"] == nil ? consent["batch"]?.integerValue ?? 0 : -1
        let key = ConsentKey(nation: text("nation"), kind: text("kind"), digest: text("digest"), batch: batch)
        taskings[text("tasking"), default: TaskingState()].consents[key] = text("state") == "granted"
    }
}
