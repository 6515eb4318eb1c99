import Varlink

/// Compares each order of a journal with the consents that the entries before it leave. A tasking may only be ordered with a current grant
/// of every nation that was asked to its terms.
///
/// It remembers taskings that have not ended.
struct OrderProofs {
    /// A consent that was asked for.
    private struct Place: Hashable {
        var nation: String
        var kind: String
        var digest: String
    }

    private struct Standing {
        /// Whether each consent is granted.
        var consents: [Place: Bool] = [:]
        var isOrdered = false
    }

    private static let holding: Set = ["ordered", "moving", "onTask", "returning"]
    private static let ended: Set = ["closed", "declined", "recalled", "aborted"]

    private(set) var faults: [JournalFault] = []
    private var standing: [String: Standing] = [:]

    mutating func take(_ entry: JSONObject, seq: Int) {
        let changes = (entry["payload"]?.objectValue?["changes"]?.arrayValue ?? []).compactMap(\.objectValue)
        let taskings = changes.compactMap { $0["tasking"]?.objectValue }
        let isOrder = entry["event"]?.stringValue == "tasking.ordered"
        // An order needs the grants of earlier entries, so taskings are looked at before consents.
        for tasking in taskings { look(at: tasking, isOrder: isOrder, seq) }
        for consent in changes.compactMap({ $0["consent"]?.objectValue }) { note(consent) }
        for tasking in taskings where Self.ended.contains(tasking["state"]?.stringValue ?? "") {
            standing[tasking["id"]?.stringValue ?? ""] = nil
        }
    }

    private mutating func look(at tasking: JSONObject, isOrder: Bool, _ seq: Int) {
        let id = tasking["id"]?.stringValue ?? ""
        guard Self.holding.contains(tasking["state"]?.stringValue ?? "") else { return }
        var present = standing[id] ?? Standing()
        if isOrder || !present.isOrdered {
            let missing = Self.needed(tasking, present.consents).filter { present.consents[$0] != true }
            let nations = Set(missing.map(\.nation)).sorted().joined(separator: ", ")
            if !missing.isEmpty {
                faults.append(.init(seq: seq, text: "entry \(seq): \(id) is ordered without a current consent to its terms of \(nations)"))
            }
        }
        present.isOrdered = true
        standing[id] = present
    }

    /// The consents that the tasking's record names, and others that were asked to its terms.
    private static func needed(_ tasking: JSONObject, _ asked: [Place: Bool]) -> Set<Place> {
        let digest = tasking["digest"]?.stringValue ?? ""
        let kind = tasking["kind"]?.stringValue == "effect" ? "effect" : "contribute"
        let nations = (tasking["nations"]?.arrayValue ?? []).compactMap(\.stringValue)
        // The host, out of an id such as REQ-ALB-2026-0001.
        let host = tasking["request"]?.stringValue?.split(separator: "-").dropFirst().first.map(String.init)
        let named =
            nations.map { Place(nation: $0, kind: kind, digest: digest) }
            + [host].compactMap { $0 }.map { Place(nation: $0, kind: "host", digest: digest) }
        return Set(named).union(asked.keys.filter { $0.digest == digest })
    }

    private mutating func note(_ consent: JSONObject) {
        func text(_ name: String) -> String { consent[name]?.stringValue ?? "" }
        let place = Place(nation: text("nation"), kind: text("kind"), digest: text("digest"))
        standing[text("tasking"), default: Standing()].consents[place] = text("state") == "granted"
    }
}
