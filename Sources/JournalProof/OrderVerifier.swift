import Varlink

/// Verifies that each order of a journal had all consents: when a person or an effect is ordered, the entries before must have a current
/// grant of its nation and of the host, to terms that name it. Of a tasking of before elements, they must have one of every nation whose
/// consent to its terms was requested.
///
/// It keeps only taskings that have not ended.
struct OrderVerifier {
    /// What identifies a consent of a tasking.
    private struct ConsentKey: Hashable {
        var nation: String
        var kind: String
        var digest: String
        /// The batch that it answers for; -1 for a longer period or a stricter label.
        var batch: Int64

        func isFor(_ nation: String, _ kind: String, _ batch: Int64) -> Bool {
            (self.nation, self.kind, self.batch) == (nation, kind, batch)
        }
    }

    private struct Answer {
        var isGranted: Bool
        /// The experts and effects that its terms name; nil where the terms are not on record in words.
        var elements: Set<String>?

        func covers(_ element: String) -> Bool { isGranted && elements?.contains(element) ?? true }
    }

    private struct TaskingState {
        var consents: [ConsentKey: Answer] = [:]
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
        for tasking in taskings where Self.hasEnded(tasking) { self.taskings[tasking["id"]?.stringValue ?? ""] = nil }
    }

    /// Whether no order can follow: it has ended, and so have all of its elements.
    private static func hasEnded(_ tasking: JSONObject) -> Bool {
        let elements = tasking["elements"]?.arrayValue?.compactMap(\.objectValue) ?? []
        return endedStates.contains(tasking["state"]?.stringValue ?? "")
            && elements.allSatisfy { ["home", "out"].contains($0["state"]?.stringValue ?? "") }
    }

    private mutating func check(_ tasking: JSONObject, isOrder: Bool, _ seq: Int) {
        let id = tasking["id"]?.stringValue ?? ""
        if let elements = tasking["elements"]?.arrayValue?.compactMap(\.objectValue) { return check(elements, of: tasking, id, seq) }
        guard Self.orderedStates.contains(tasking["state"]?.stringValue ?? "") else { return }
        var state = taskings[id] ?? TaskingState()
        if isOrder || !state.isOrdered {
            let missing = Self.needed(tasking, state.consents).filter { state.consents[$0]?.isGranted != true }
            note(missing.map(\.nation), id, seq)
        }
        state.isOrdered = true
        taskings[id] = state
    }

    /// Each element that is ordered for the first time needs its nation's and the host's current grant for its batch; one of the proposal
    /// also that of a nation that lends the team and has no element in it.
    private mutating func check(_ elements: [JSONObject], of tasking: JSONObject, _ id: String, _ seq: Int) {
        var state = taskings[id] ?? TaskingState()
        let contribution = tasking["kind"]?.stringValue == "effect" ? "effect" : "contribute"
        let host = Self.host(tasking) ?? ""
        var missing: [String] = []
        for element in elements where element["ordered"]?.boolValue == true {
            let batch = element["batch"]?.integerValue ?? 0
            let who = element["expert"]?.stringValue ?? element["effect"]?.stringValue ?? ""
            guard state.orderedElements.insert([who, "\(batch)"]).inserted else { continue }
            for (nation, kind) in [(element["nation"]?.stringValue ?? "", contribution), (host, "host")]
            where !state.consents.contains(where: { $0.isFor(nation, kind, batch) && $1.covers(who) }) { missing.append(nation) }
            if batch == 0, let lender = Self.lender(tasking, elements),
                !state.consents.contains(where: { $0.isFor(lender, contribution, 0) && $1.isGranted })
            {
                missing.append(lender)
            }
        }
        note(missing, id, seq)
        taskings[id] = state
    }

    /// The nation that lends the team and has no element in the proposal; nil where there is none.
    private static func lender(_ tasking: JSONObject, _ elements: [JSONObject]) -> String? {
        guard let nation = tasking["team"]?.stringValue?.split(separator: "-").first.map(String.init) else { return nil }
        let isIn = elements.contains { ($0["batch"]?.integerValue ?? 0) == 0 && $0["nation"]?.stringValue == nation }
        return isIn ? nil : nation
    }

    private mutating func note(_ missing: [String], _ id: String, _ seq: Int) {
        if missing.isEmpty { return }
        let nations = Set(missing).sorted().joined(separator: ", ")
        faults.append(.init(seq: seq, text: "entry \(seq): \(id) is ordered without a current consent to its terms of \(nations)"))
    }

    /// The consents that the record of a tasking of before elements names, and any others that were requested for its terms.
    private static func needed(_ tasking: JSONObject, _ requested: [ConsentKey: Answer]) -> Set<ConsentKey> {
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
        // Consents of before elements answer for the proposal; those to a longer period or a stricter label for no batch.
        let batch = consent["batch"]?.integerValue ?? (consent["terms"] == nil && consent["until"] == nil ? 0 : -1)
        let key = ConsentKey(nation: text("nation"), kind: text("kind"), digest: text("digest"), batch: batch)
        let elements = consent["terms"]?.objectValue?["elements"]?.arrayValue?.compactMap(\.objectValue)
        taskings[text("tasking"), default: TaskingState()].consents[key] = Answer(
            isGranted: text("state") == "granted",
            elements: elements.map { Set($0.compactMap { $0["expert"]?.stringValue ?? $0["effect"]?.stringValue }) })
    }
}
