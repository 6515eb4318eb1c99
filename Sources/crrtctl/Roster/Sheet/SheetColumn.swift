/// A column of the roster's sheet, with the contract's name of the field (docs/roster-sheet.md). Columns are written in this order, and
/// read in any.
enum SheetColumn: String, CaseIterable, Sendable {
    /// The kind of the record: `expert`, `team` or `effect`.
    case record
    case id, nation, name, title, category, kind
    case clearanceLevel = "clearance.level"
    case clearanceUntil = "clearance.validUntil"
    case accesses, skills, languages, noticeHours, leadHours, mode, location, unavailable, externalCommitments, excludes, notWith, teams
    case partnerName = "partner.name"
    case partnerAgreement = "partner.agreement"
    case partnerUntil = "partner.until"
    case members, lead, minimumStrength, kit, transportKg, selfSufficientDays, travelLeadHours
    case conditions, legalReview, authorisedUntil, classification, releasableTo
    case offerState = "offer.state"
    case offerFrom = "offer.validFrom"
    case offerUntil = "offer.validUntil"
    case confirmedAt = "offer.confirmedAt"
    case revision

    /// The columns that every sheet must have.
    static let needed: [SheetColumn] = [.record, .id, .nation]

    /// The columns that a record of this kind can fill.
    static func of(_ kind: RosterKind) -> [SheetColumn] {
        let own: [SheetColumn] =
            switch kind {
            case .expert:
                [
                    .name, .clearanceLevel, .clearanceUntil, .accesses, .skills, .languages, .noticeHours, .mode, .location, .unavailable,
                    .externalCommitments, .excludes, .notWith, .teams, .partnerName, .partnerAgreement, .partnerUntil,
                ]
            case .team:
                [
                    .name, .noticeHours, .excludes, .notWith, .members, .lead, .minimumStrength, .kit, .transportKg, .selfSufficientDays,
                    .travelLeadHours,
                ]
            case .effect:
                [.title, .category, .kind, .leadHours, .conditions, .legalReview, .authorisedUntil, .classification, .releasableTo]
            }
        let common: [SheetColumn] = [.record, .id, .nation, .offerState, .offerFrom, .offerUntil, .confirmedAt, .revision]
        return allCases.filter { own.contains($0) || common.contains($0) }
    }

    /// The columns that records of these kinds can fill.
    static func of(_ kinds: [RosterKind]) -> [SheetColumn] {
        let filled = Set(kinds.flatMap { of($0) })
        return allCases.filter(filled.contains)
    }

    /// The column of a field of the contract, and the rest of its path: `skills.GX-SKL-001` is in `skills`. The index of an item in a list
    /// is left out, because issues name the item itself.
    static func holding(_ field: String) -> (column: SheetColumn, rest: String)? {
        let found = allCases.filter { column in
            guard field.hasPrefix(column.rawValue) else { return false }
            let next = field.dropFirst(column.rawValue.count).first
            return next == nil || next == "." || next == "["
        }
        guard let column = found.max(by: { $0.rawValue.count < $1.rawValue.count }) else { return nil }
        let rest = field.dropFirst(column.rawValue.count)
        return (column, rest.first == "." ? String(rest.dropFirst()) : "")
    }
}
