import CRRTDomain
import CRRTStore

/// What an import came to, for the journal entry that closes it.
///
/// Each entry of the import's records says in its detail `import` what became of the record, so that readers may show the closing entry in
/// the place of them all. A caller who sees any of those entries sees the closing one, and of its counts what they may see:
/// experts and teams bear no label, so their numbers stand in the detail. Effects do; the closing entry holds their records once more, as
/// they stand, and each reader is shown those that exist for them (`JournalVisibility`).
struct ImportCounts {
    /// What became of a record.
    enum Outcome: String, CaseIterable {
        case created, updated, withdrawn

        /// Of the record's own entry.
        var detail: [String: String?] { ["import": rawValue] }
    }

    /// By name in the detail: `experts.created`.
    private var people: [String: Int] = [:]
    private var effects: [RecordChange] = []

    /// Counts a record as it stands after the import.
    mutating func add(_ record: some OfferedRecord, _ outcome: Outcome) {
        if case .effect = record.change { return effects.append(record.change) }
        people[type(of: record).kind + "s." + outcome.rawValue, default: 0] += 1
    }

    /// Journals the closing entry, whose subject is the nation that the caller speaks for.
    ///
    /// - Returns: its position; nil where the import changed nothing, and has none.
    func append(_ command: Command) throws -> Int? {
        guard let nation = command.caller.nation, !people.isEmpty || !effects.isEmpty else { return nil }
        var detail = people.mapValues { "\($0)" as String? }
        detail["nation"] = nation.description
        return try command.append(.rosterImported, nation, effects, detail: detail)
    }
}
