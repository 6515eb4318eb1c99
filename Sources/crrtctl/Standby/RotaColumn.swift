/// A column of a rota, with the contract's name of the field (docs/standby.md). Columns are written in this order, and read in any.
enum RotaColumn: String, CaseIterable, Sendable {
    case id, team, experts, start, end, tier, noticeHours, leadNation

    /// The columns that every rota must have. Beside them stands `team`, `experts` or both.
    static let needed: [RotaColumn] = [.id, .start, .end, .tier, .noticeHours]

    /// The column of a field as the daemon names it: `experts[3]` is in `experts`.
    static func holding(_ field: String) -> RotaColumn? { RotaColumn(rawValue: String(field.prefix { $0.isLetter })) }
}
