import CRRTDomain
import CRRTStore

/// The counts of an import, for its closing journal entry.
///
/// Each entry of a record says in its detail `import` what happened to the record, so readers can show only the closing entry. A caller who
/// sees any of these entries sees the closing one. Experts and teams have no label, so their numbers are in its details. Effects have one,
/// so the closing entry contains their records again, and each reader sees those visible to them (`JournalVisibility`).
struct ImportCounts {
    /// What happened to a record.
    enum Outcome: String, CaseIterable {
        case created, updated, withdrawn

        /// The details of the record's own entry.
        var detail: [String: String?] { ["import": rawValue] }
    }

    /// By name in the detail: `experts.created`.
    private var people: [String: Int] = [:]
    private var effects: [RecordChange] = []

    /// Counts a record as it is after the import.
    mutating func add(_ record: some OfferedRecord, _ outcome: Outcome) {
        if case .effect = record.change { return effects.append(record.change) }
        people[type(of: record).kind + "s." + outcome.rawValue, default: 0] += 1
    }

    /// Appends the closing entry, whose subject is the caller's nation.
    ///
    /// - Returns: its position; nil where the import changed nothing, so that there is no entry.
    func append(_ command: Command) throws -> Int? {
        guard let nation = command.caller.nation, !people.isEmpty || !effects.isEmpty else { return nil }
        var detail = people.mapValues { "\($0)" as String? }
        detail["nation"] = nation.description
        return try command.append(.rosterImported, nation, effects, detail: detail)
    }
}
