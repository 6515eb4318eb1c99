import CRRTProtocol
import CSV

/// Writes records as lines of the sheet.
enum SheetText {
    static func header(_ columns: [SheetColumn]) -> String { CSVWriter.record(columns.map(\.rawValue)) }

    static func line(_ record: Roster.Record, _ columns: [SheetColumn]) -> String {
        let cells = cells(record)
        return CSVWriter.record(columns.map { cells[$0] ?? "" })
    }

    private static func cells(_ record: Roster.Record) -> [SheetColumn: String] {
        if let expert = record.expert { return cells(expert) }
        if let team = record.team { return cells(team) }
        return record.effect.map { cells($0) } ?? [:]
    }

    private static func cells(_ expert: Roster.Expert) -> [SheetColumn: String] {
        [
            .record: RosterKind.expert.rawValue, .id: expert.id, .nation: expert.nation, .name: text(expert.name),
            .clearanceLevel: expert.clearance?.level.rawValue ?? "", .clearanceUntil: expert.clearance?.validUntil ?? "",
            .accesses: list(expert.accesses), .skills: pairs(expert.skills.mapValues { "\($0)" }),
            .languages: pairs(expert.languages ?? [:]),
            .noticeHours: "\(expert.noticeHours)", .mode: expert.mode.rawValue, .location: text(expert.location),
            .unavailable: list(expert.unavailable?.map { $0.start + "/" + $0.end }),
            .externalCommitments: list(
                expert.externalCommitments?.map { "\($0.start)/\($0.end) \($0.to.rawValue)" + ($0.note.map { " " + $0 } ?? "") }),
            .excludes: list(expert.excludes), .notWith: list(expert.notWith), .teams: list(expert.teams),
            .partnerName: text(expert.partner?.name), .partnerAgreement: text(expert.partner?.agreement),
            .partnerUntil: expert.partner?.until ?? "",
        ].merging(common(expert.offer, expert.revision)) { own, _ in own }
    }

    private static func cells(_ team: Roster.Team) -> [SheetColumn: String] {
        [
            .record: RosterKind.team.rawValue, .id: team.id, .nation: team.nation, .name: text(team.name),
            .noticeHours: "\(team.noticeHours)", .excludes: list(team.excludes), .notWith: list(team.notWith), .members: list(team.members),
            .lead: team.lead ?? "",
            .minimumStrength: team.minimumStrength.map { "\($0)" } ?? "", .kit: text(team.kit),
            .transportKg: team.transportKg.map { "\($0)" } ?? "",
            .selfSufficientDays: team.selfSufficientDays.map { "\($0)" } ?? "",
            .travelLeadHours: pairs((team.travelLeadHours ?? [:]).mapValues { "\($0)" }),
        ].merging(common(team.offer, team.revision)) { own, _ in own }
    }

    private static func cells(_ effect: Roster.Effect) -> [SheetColumn: String] {
        [
            .record: RosterKind.effect.rawValue, .id: effect.id, .nation: effect.nation, .title: text(effect.title),
            .category: effect.category.rawValue, .kind: effect.kind, .leadHours: "\(effect.leadHours)",
            .conditions: text(effect.conditions), .legalReview: text(effect.legalReview), .authorisedUntil: effect.authorisedUntil ?? "",
            .classification: effect.classification.rawValue,
            .releasableTo: list(effect.releasableTo),
        ].merging(common(effect.offer, effect.revision)) { own, _ in own }
    }

    private static func common(_ offer: Roster.Offer?, _ revision: Int?) -> [SheetColumn: String] {
        [
            .offerState: offer?.state.rawValue ?? "", .offerFrom: offer?.validFrom ?? "", .offerUntil: offer?.validUntil ?? "",
            .confirmedAt: offer?.confirmedAt ?? "", .revision: revision.map { "\($0)" } ?? "",
        ]
    }

    private static func text(_ text: String?) -> String { text.map(SheetCell.written) ?? "" }
    private static func list(_ items: [String]?) -> String { items?.joined(separator: "; ") ?? "" }

    private static func pairs(_ pairs: [String: String]) -> String {
        list(pairs.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" })
    }
}
