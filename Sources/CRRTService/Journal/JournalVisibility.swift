import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof
import Varlink

/// Journal entries as a caller may read them: entries about records that they may see, and of each only those records.
struct JournalVisibility {
    let context: any Context

    /// Replaces the name of a principal whom the caller may not know.
    static let withheld = "withheld"
    /// Replaces the event of another nation's answer. A contributing nation whose part changes by it learns only that it has.
    static let changed = "tasking.changed"

    func sees(_ entry: JournalEntry) throws -> Bool {
        var read = ReadEntry(entry)
        return try sees(&read)
    }

    func sees(_ read: inout ReadEntry) throws -> Bool {
        let entry = read.entry
        if context.caller.seesEverything { return true }
        if let known = offerVisibility(entry) { return known }
        if entry.event.hasPrefix("standby.") { return try seesStandby(&read) }
        if entry.subject == Handovers.subject { return context.caller.isOfOperations }
        if let known = try messageVisibility(entry) ?? noteVisibility(entry) { return known }
        if entry.event == JournalEvent.taskingAffected.rawValue { return try seesConcern(&read) }
        if entry.event == JournalEvent.rosterImported.rawValue { return try seesImport(&read) }
        // The label is enough to decide most hidden entries. The changes are decoded only for the rest.
        guard try mayBeVisible(entry.subject) else { return false }
        return try read.changes().contains { try sees($0) }
    }

    /// The subject by which to search the journal: one that no entry has, if all entries would be hidden. So hidden entries are not read,
    /// and the answer takes as long as for a missing subject.
    func searchSubject(_ subject: String) throws -> String {
        try context.caller.seesEverything || mayBeVisible(subject) ? subject : Self.noSubject
    }

    /// The decision for entries about messages of an exercise; nil for all others.
    private func messageVisibility(_ entry: JournalEntry) throws -> Bool? {
        if entry.event.hasPrefix("noDuff.") { return true }
        guard entry.event == JournalEvent.injectReleased.rawValue else { return nil }
        guard let detail = try JSONObject(json: entry.payload.utf8)["detail"]?.objectValue else { return false }
        let readers = (detail["to"]?.stringValue ?? "").split(separator: " ").compactMap { try? Reader(String($0)) }
        return context.isTold(readers, detail["classification"]?.stringValue.flatMap(Classification.init) ?? .topSecret)
    }

    /// The decision for entries about notes, which are for those who are told the note; nil for all others.
    private func noteVisibility(_ entry: JournalEntry) throws -> Bool? {
        guard Self.isOfNote(entry) else { return nil }
        guard let subject = try? NoteSubject(entry.subject), try context.sees(subject),
            let detail = try JSONObject(json: entry.payload.utf8)["detail"]?.objectValue
        else { return false }
        let reader = try? detail["to"]?.stringValue.map(Reader.init)
        let nation = try? detail["nation"]?.stringValue.map { try NationCode($0) }
        return try context.isTold(reader ?? .desk, from: nation, about: subject)
    }

    private static func isOfNote(_ entry: JournalEntry) -> Bool {
        [.noteAdded, .noteErased, .lessonDone].contains(JournalEvent(rawValue: entry.event))
    }

    /// Whether the caller may see any entry about a subject, by its current owner and label.
    private func mayBeVisible(_ subject: String) throws -> Bool {
        if (try? ExerciseMessageID(subject)) != nil { return true }
        if subject == Handovers.subject { return context.caller.isOfOperations }
        if let tasking = try? TaskingID(subject) { return try context.sees(tasking: tasking) }
        if let request = try? RequestID(subject) { return try context.sees(request: request) || context.sees(taskingsOf: request) }
        if let campaign = try? CampaignID(subject) { return try context.sees(campaign: campaign) }
        if let id = try? StandbyID(subject), !context.caller.sees(offersOf: id.nation), try context.sees(standby: id) { return true }
        if let offer = try? EffectID(subject) {
            // Experts, teams and standby periods have no label, and may have the same id as an effect.
            return try context.caller.sees(offersOf: offer.nation)
                && (context.sees(effect: offer) || context.rows.holdsUnlabelled(subject))
        }
        if let nation = try? NationCode(subject) { return context.caller.sees(offersOf: nation) }
        return true
    }

    /// No entry has this subject.
    private static let noSubject = "~"

    /// An entry as the caller sees it.
    func view(_ read: inout ReadEntry, at position: Int) throws -> Journal.Entry {
        let entry = read.entry
        if context.caller.seesEverything {
            return .init(
                seq: position, at: entry.at.description, principal: entry.principal, event: entry.event, subject: entry.subject,
                payload: try JSONObject(json: entry.payload.utf8), previousHash: Hexadecimal.text(entry.previousHash),
                hash: Hexadecimal.text(entry.hash))
        }
        let changes = try read.changes()
        let visible = try changes.filter { try sees($0) }
        var payload = try JSONObject(json: entry.payload.utf8)
        payload["changes"] = .array(try visible.map { .object(try JSONObject(json: try shown($0).jsonBytes())) })
        let foreign = isForeignAnswer(entry, payload)
        if foreign || !showsDetail(of: entry, payload, whole: visible.count == changes.count) {
            payload["detail"] = foreign ? nil : changedFields(of: entry, payload, visible)
        }
        if entry.event == JournalEvent.taskingWithdrawn.rawValue { withholdHealth(&payload) }
        if entry.event == JournalEvent.injectReleased.rawValue { try withholdPlan(&payload) }
        if entry.subject == Handovers.subject { withholdPosition(&payload) }
        try withholdCampaigns(&payload)
        // A hash would let a caller guess hidden content, and hashes that do not chain would reveal gaps.
        return .init(
            seq: position, at: entry.at.description, principal: foreign || hidesActor(entry, payload) ? Self.withheld : entry.principal,
            event: foreign ? Self.changed : entry.event, subject: entry.subject, payload: payload, previousHash: "", hash: "")
    }

    /// What was changed in a request whose record the caller sees in the entry, for callers who do not read all of the entry. It compares
    /// two versions that all readers of the newer one may read (`RequestDifference`). Contacts have fewer readers.
    private func changedFields(of entry: JournalEntry, _ payload: JSONObject, _ visible: [RecordChange]) -> JSONValue? {
        guard [.requestAmended, .requestCorrected, .requestValidated].contains(JournalEvent(rawValue: entry.event)),
            visible.contains(where: { if case .request = $0 { true } else { false } }),
            let changed = payload["detail"]?.objectValue?["changed"]?.stringValue
        else { return nil }
        let lines = changed.split(separator: "\n").filter { !$0.hasPrefix("contacts: ") }
        guard !lines.isEmpty else { return nil }
        return ["changed": .string(lines.joined(separator: "\n"))]
    }

    /// Who planned an inject, when, and for when is for exercise control and the auditor. The request that it is about is for those who see
    /// it.
    private func withholdPlan(_ payload: inout JSONObject) throws {
        guard var detail = payload["detail"]?.objectValue else { return }
        if !context.caller.hasAny(of: [.excon, .auditor]) { (detail["plannedBy"], detail["plannedAt"], detail["at"]) = (nil, nil, nil) }
        if let request = try detail["request"]?.stringValue.map({ try RequestID($0) }), try !context.sees(request: request) {
            detail["request"] = nil
        }
        payload["detail"] = .object(detail)
    }

    /// A position in the journal is that of the officer who signed, and tells those who see less how much they do not see.
    private func withholdPosition(_ payload: inout JSONObject) {
        guard var detail = payload["detail"]?.objectValue else { return }
        detail["position"] = nil
        payload["detail"] = .object(detail)
    }

    /// A changed list of campaigns is for those who see all of them.
    private func withholdCampaigns(_ payload: inout JSONObject) throws {
        guard var detail = payload["detail"]?.objectValue, let changed = detail["changed"]?.stringValue, changed.contains("campaigns: ")
        else { return }
        let lines = try changed.split(separator: "\n").filter { line in
            guard line.hasPrefix("campaigns: ") else { return true }
            return try line.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.compactMap { try? CampaignID(String($0)) }
                .allSatisfy(context.sees(campaign:))
        }
        detail["changed"] = lines.isEmpty ? nil : .string(lines.joined(separator: "\n"))
        payload["detail"] = .object(detail)
    }

    /// The reason for which people were taken out may be about their health. Their nation and the operations centre read it.
    private func withholdHealth(_ payload: inout JSONObject) {
        guard var detail = payload["detail"]?.objectValue, detail["cause"]?.stringValue == Element.Cause.ill.rawValue else { return }
        let nation = detail["nation"]?.stringValue.flatMap { try? NationCode($0) }
        if let nation, context.caller.sees(offersOf: nation) { return }
        guard nation != nil || context.caller.offersNation != nil else { return }
        detail["reason"] = nil
        payload["detail"] = .object(detail)
    }

    /// A concern reveals the contents of an offer, so only the offer's nation and the operations centre may see it, if they see that offer
    /// in the tasking. An effect must have been visible to them when the entry was made, too.
    private func seesConcern(_ read: inout ReadEntry) throws -> Bool {
        let entry = read.entry
        guard let id = try? TaskingID(entry.subject), try context.sees(tasking: id), let tasking = try context.rows.tasking(id)
        else { return false }
        guard case .object(let detail)? = try JSONObject(json: entry.payload.utf8)["detail"],
            let offer = detail["offer"]?.stringValue
        else { return false }
        return try context.visibleOffers(in: tasking).contains(offer) && read.changes().allSatisfy { try sees($0) }
    }

    /// The closing entry of an import is visible if any of the imported records is: experts and teams, which have no label, or a visible
    /// effect.
    private func seesImport(_ read: inout ReadEntry) throws -> Bool {
        let entry = read.entry
        guard let nation = try? NationCode(entry.subject), context.caller.sees(offersOf: nation) else { return false }
        guard case .object(let detail)? = try JSONObject(json: entry.payload.utf8)["detail"] else { return false }
        // One member is the nation; the others are counts.
        return try detail.members.count > 1 || read.changes().contains { try sees($0) }
    }

    /// What one nation answers about another's standby period is for these two: the others whose people are in the team do not read it.
    private func seesStandby(_ read: inout ReadEntry) throws -> Bool {
        let entry = read.entry
        guard let id = try? StandbyID(entry.subject) else { return false }
        if context.caller.sees(offersOf: id.nation) { return true }
        switch JournalEvent(rawValue: entry.event) {
        case .standbyConfirmed, .standbySwapAsked, .standbySwapRefused:
            guard let own = context.caller.readingNation else { return false }
            let detail = try JSONObject(json: entry.payload.utf8)["detail"]?.objectValue
            return detail?["nation"]?.stringValue == own.description
        default: return try read.changes().contains { try sees($0) }
        }
    }

    /// The decision for entries about experts, teams and contacts, whose subject is enough; nil for all others.
    private func offerVisibility(_ entry: JournalEntry) -> Bool? {
        if entry.event.hasPrefix("contact.") { return (try? NationCode(entry.subject)).map { context.caller.sees(offersOf: $0) } ?? false }
        guard entry.event.hasPrefix("expert.") || entry.event.hasPrefix("team.") else { return nil }
        return (try? ExpertID(entry.subject)).map { context.caller.sees(offersOf: $0.nation) } ?? false
    }

    /// The caller must be allowed to see the record both as it was and as it is. Downgrading a record does not release older entries. A
    /// contributing nation is shown a tasking where its own part has changed.
    private func sees(_ change: RecordChange) throws -> Bool {
        guard try context.sees(change) else { return false }
        switch change {
        case .effect(let effect): return try context.sees(effect: effect.id)
        case .request(let request): return try request.id.map(context.sees(request:)) ?? false
        case .tasking(let tasking): return context.seesAll(of: tasking.request.nation) || tasking.concerns(context.caller.nation)
        case .campaign(let campaign): return try context.sees(campaign: campaign.id)
        case .expert, .team, .consent, .standby: return true
        }
    }

    private func shown(_ change: RecordChange) throws -> RecordChange {
        switch change {
        case .request(let request): return .request(try context.view(of: request))
        case .tasking(let tasking): return .tasking(try context.view(of: tasking))
        case .consent(let consent): return .consent(try context.view(of: consent))
        case .standby(let standby): return .standby(context.view(of: standby))
        case .expert, .team, .effect, .campaign: return change
        }
    }

    /// Whether the caller may read the details of an entry: those of their own nation's answers, of aborts, which are for every nation in
    /// the tasking, and of entries that they may read completely.
    ///
    /// - Parameter whole: whether all records of the entry are visible to the caller.
    private func showsDetail(of entry: JournalEntry, _ payload: JSONObject, whole: Bool) -> Bool {
        if isForeignStandby(entry) { return isOwnAnswer(payload) }
        if isOwnAnswer(payload) { return true }
        if Self.isOfNote(entry) { return true }
        // The counts of an import are of experts and teams only, which all readers of the entry may see.
        if [.taskingAborted, .rosterImported].contains(JournalEvent(rawValue: entry.event)) { return true }
        let request = (try? TaskingID(entry.subject))?.request ?? (try? RequestID(entry.subject))
        return whole && request.map { context.seesAll(of: $0.nation) } ?? true
    }

    /// Whether the entry has the answer of another nation, or a political approval, in a tasking of which the caller sees only a part.
    private func isForeignAnswer(_ entry: JournalEntry, _ payload: JSONObject) -> Bool {
        guard let tasking = try? TaskingID(entry.subject), !context.seesAll(of: tasking.request.nation) else { return false }
        if [.taskingApproved, .taskingApprovalWithdrawn].contains(JournalEvent(rawValue: entry.event)) { return true }
        guard case .object(let detail)? = payload["detail"], let nation = detail["nation"]?.stringValue else { return false }
        return nation != context.caller.nation?.description
    }

    /// Whether the entry says that the caller's expert is no longer in a foreign team. The actor may be of the team's nation, which the
    /// caller may not know.
    private func hidesActor(_ entry: JournalEntry, _ payload: JSONObject) -> Bool {
        if isForeignStandby(entry) { return !isOwnAnswer(payload) }
        guard entry.event == JournalEvent.taskingAffected.rawValue, let tasking = try? TaskingID(entry.subject),
            !context.seesAll(of: tasking.request.nation)
        else { return false }
        return payload["detail"]?.objectValue?["concern"]?.stringValue == TaskingConcern.notInTeam
    }

    /// Whether the entry is about a standby period of another nation, of which the caller sees a part.
    private func isForeignStandby(_ entry: JournalEntry) -> Bool {
        guard entry.event.hasPrefix("standby."), let id = try? StandbyID(entry.subject) else { return false }
        return !context.caller.sees(offersOf: id.nation)
    }

    private func isOwnAnswer(_ payload: JSONObject) -> Bool {
        guard case .object(let detail)? = payload["detail"], let nation = detail["nation"]?.stringValue else { return false }
        return nation == context.caller.nation?.description
    }
}
