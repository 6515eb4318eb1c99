import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// The handovers of the duty room. They have no rows: the journal's entries about one subject are all there is.
enum Handovers {
    /// The subject of all entries about handovers.
    static let subject = "handover"

    /// The last handovers, the newest last.
    static func last(_ limit: Int, _ context: some Context) throws -> [Handover.Signature] {
        // Each has at most two entries. One more handover is read, whose signature may be cut off.
        let entries = try context.rows.lastEntries(about: subject, limit: 2 * limit + 2)
        return Array(try read(entries).suffix(limit))
    }

    /// The handovers that these entries tell of, in order. An acceptance whose signature is not among them is passed over.
    static func read(_ entries: [JournalEntry]) throws -> [Handover.Signature] {
        var found: [Handover.Signature] = []
        for entry in entries {
            let detail = try JSONObject(json: entry.payload.utf8)["detail"]?.objectValue ?? JSONObject([])
            func text(_ name: String) -> String { detail[name]?.stringValue ?? "" }
            let author = Handover.Principal(name: text("by"), uid: Int(text("uid")) ?? 0, playedBy: detail["playedBy"]?.stringValue)
            if entry.event == JournalEvent.handoverSigned.rawValue {
                if let last = found.indices.last, found[last].state == .signed { found[last].state = .replaced }
                found.append(
                    .init(
                        state: .signed, by: author, to: text("to"), at: entry.at.description, since: text("since"), digest: text("digest"),
                        position: Int(text("position"))))
            } else if let last = found.indices.last {
                (found[last].state, found[last].acceptedBy, found[last].acceptedAt) = (.accepted, author, entry.at.description)
            }
        }
        return found
    }
}

extension Context {
    /// The handover as the caller is told it: positions are for those who see the whole journal.
    func shown(_ handover: Handover.Signature) -> Handover.Signature {
        var shown = handover
        if !caller.seesEverything { shown.position = nil }
        return shown
    }
}
