import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// Journal entries as a caller may read them: those that changed what they may see, and of each only that.
struct JournalVisibility {
    let context: any Context

    /// Stands for the name of who did something that is not the caller's to know.
    static let withheld = "withheld"
    /// Stands for another nation's answer: that the tasking has changed is all that a contributing nation learns of it.
    static let changed = "tasking.changed"

    func sees(_ entry: JournalEntry) throws -> Bool {
        if context.caller.seesEverything { return true }
        if let known = ofOffer(entry) { return known }
        if entry.event == JournalEvent.taskingAffected.rawValue { return try seesConcern(entry) }
        if entry.event == JournalEvent.rosterImported.rawValue { return try seesImport(entry) }
        // Most of what is hidden is told by its label; what the entry changed is decoded only for the rest.
        guard try isOpen(entry.subject) else { return false }
        return try entry.changes().contains { try sees($0) }
    }

    /// The subject to look for in the journal where entries about one are asked for: one that no entry has where they would all be hidden.
    /// So hidden entries are not read, and the answer takes as long as that about a subject which does not exist.
    func lookedFor(_ subject: String) throws -> String {
        try context.caller.seesEverything || isOpen(subject) ? subject : Self.nothing
    }

    /// Whether the caller may see any entry about a subject, by owner and label as they are now.
    private func isOpen(_ subject: String) throws -> Bool {
        if let tasking = try? TaskingID(subject) { return try context.sees(tasking: tasking) }
        if let request = try? RequestID(subject) { return try context.sees(request: request) || context.sees(taskingsOf: request) }
        if let offer = try? EffectID(subject) {
            // Experts and teams bear no label, and may have the id of an effect.
            return try context.caller.sees(offersOf: offer.nation)
                && (context.sees(effect: offer) || context.rows.holdsExpertOrTeam(subject))
        }
        if let nation = try? NationCode(subject) { return context.caller.sees(offersOf: nation) }
        return true
    }

    /// No entry has this subject.
    private static let nothing = "~"

    /// An entry as the caller sees it; nil where they do not.
    func view(_ entry: JournalEntry, at position: Int) throws -> Journal.Entry {
        if context.caller.seesEverything {
            return .init(
                seq: position, at: entry.at.description, principal: entry.principal, event: entry.event, subject: entry.subject,
                payload: try JSONObject(json: entry.payload.utf8), previousHash: Hexadecimal.text(entry.previousHash),
                hash: Hexadecimal.text(entry.hash))
        }
        let changes = try entry.changes()
        let visible = try changes.filter { try sees($0) }
        var payload = try JSONObject(json: entry.payload.utf8)
        payload["changes"] = .array(try visible.map { .object(try JSONObject(json: try shown($0).jsonBytes())) })
        let foreign = isForeignAnswer(entry, payload)
        if foreign || !showsDetail(of: entry, payload, whole: visible.count == changes.count) { payload["detail"] = nil }
        // A hash over hidden content would let a caller try out what it might be, and hashes that do not follow each other would show gaps.
        return .init(
            seq: position, at: entry.at.description, principal: foreign || hidesActor(entry, payload) ? Self.withheld : entry.principal,
            event: foreign ? Self.changed : entry.event, subject: entry.subject, payload: payload, previousHash: "", hash: "")
    }

    /// What was objected to stands in an offer: its nation and the operations centre may know, where they see the tasking and that offer in
    /// it. An effect must have been theirs to see then as well.
    private func seesConcern(_ entry: JournalEntry) throws -> Bool {
        guard let id = try? TaskingID(entry.subject), try context.sees(tasking: id), let tasking = try context.rows.tasking(id)
        else { return false }
        guard case .object(let detail)? = try JSONObject(json: entry.payload.utf8)["detail"],
            let offer = detail["offer"]?.stringValue
        else { return false }
        return try context.offersSeen(in: tasking).contains(offer) && entry.changes().allSatisfy { try sees($0) }
    }

    /// The entry that closes an import, where the caller sees any of those that it closes: experts and teams, which bear no label, or an
    /// effect that exists for them.
    private func seesImport(_ entry: JournalEntry) throws -> Bool {
        guard let nation = try? NationCode(entry.subject), context.caller.sees(offersOf: nation) else { return false }
        guard case .object(let detail)? = try JSONObject(json: entry.payload.utf8)["detail"] else { return false }
        // The nation itself is no count.
        return try detail.members.count > 1 || entry.changes().contains { try sees($0) }
    }

    /// Of experts and teams the subject says it all; nil: of anything else.
    private func ofOffer(_ entry: JournalEntry) -> Bool? {
        guard entry.event.hasPrefix("expert.") || entry.event.hasPrefix("team.") else { return nil }
        return (try? ExpertID(entry.subject)).map { context.caller.sees(offersOf: $0.nation) } ?? false
    }

    /// The caller must be allowed to see the record as it was and as it is. Downgrading it later does not release what was written before.
    private func sees(_ change: RecordChange) throws -> Bool {
        guard try context.sees(change) else { return false }
        switch change {
        case .effect(let effect): return try context.sees(effect: effect.id)
        case .request(let request): return try request.id.map(context.sees(request:)) ?? false
        case .expert, .team, .tasking, .consent: return true
        }
    }

    private func shown(_ change: RecordChange) throws -> RecordChange {
        switch change {
        case .request(let request): return .request(context.view(of: request))
        case .tasking(let tasking): return .tasking(try context.view(of: tasking))
        case .expert, .team, .effect, .consent: return change
        }
    }

    /// Whether the caller may read the reason, report or outcome that an entry bears beside its records: their own nation's answer, the
    /// operations centre's word on an abort, which is meant for every nation in the tasking, and everything where the subject and all
    /// changes are theirs to read whole.
    ///
    /// - Parameter whole: every record that the entry changed exists for the caller.
    private func showsDetail(of entry: JournalEntry, _ payload: JSONObject, whole: Bool) -> Bool {
        if isOwnAnswer(payload) { return true }
        // The counts of an import are those of experts and teams, which all readers of the entry may see.
        if [.taskingAborted, .rosterImported].contains(JournalEvent(rawValue: entry.event)) { return true }
        let request = (try? TaskingID(entry.subject))?.request ?? (try? RequestID(entry.subject))
        return whole && request.map { context.seesAll(of: $0.nation) } ?? true
    }

    /// Whether it says what a nation other than the caller's has answered, in a tasking of which the caller sees a part.
    private func isForeignAnswer(_ entry: JournalEntry, _ payload: JSONObject) -> Bool {
        guard let tasking = try? TaskingID(entry.subject), !context.seesAll(of: tasking.request.nation) else { return false }
        guard case .object(let detail)? = payload["detail"], let nation = detail["nation"]?.stringValue else { return false }
        return nation != context.caller.nation?.description
    }

    /// Whether it says that a foreign team and the caller's expert have parted: the team's nation may have done it, and it is not named.
    private func hidesActor(_ entry: JournalEntry, _ payload: JSONObject) -> Bool {
        guard entry.event == JournalEvent.taskingAffected.rawValue, let tasking = try? TaskingID(entry.subject),
            !context.seesAll(of: tasking.request.nation)
        else { return false }
        return payload["detail"]?.objectValue?["concern"]?.stringValue == TaskingConcern.notInTeam
    }

    private func isOwnAnswer(_ payload: JSONObject) -> Bool {
        guard case .object(let detail)? = payload["detail"], let nation = detail["nation"]?.stringValue else { return false }
        return nation == context.caller.nation?.description
    }
}
