/// A column of the roster's sheet, with the contract's name of the field (docs/roster-sheet.md). Columns are written in this order, and
/// read in any.
enum SheetColumn: String, SheetLayout {
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

    static let needed: [SheetColumn] = [.record, .id, .nation]
    static let identifying: Set<SheetColumn> = [.id]
    static let template = "crrtctl roster template"

    var example: String? {
        switch self {
        case .record: "expert"
        case .id: "EST-0042"
        case .nation: "EST"
        case .name: "First team"
        case .title: "National reference 7/A"
        case .category: "defensive"
        case .kind: "sinkhole"
        case .clearanceLevel, .classification: "NR"
        case .clearanceUntil, .partnerUntil: "2030-06-30"
        case .skills: "PD-WRL-003:4; GX-SKL-001:3"
        case .noticeHours, .leadHours: "24"
        case .mode: "both"
        case .members: "EST-0001; EST-0002"
        case .releasableTo: "NATO"
        case .offerState: "offered"
        default: nil
        }
    }

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
}
