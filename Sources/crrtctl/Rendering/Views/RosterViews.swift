import CRRTDomain
import CRRTProtocol

/// Tables and pages of experts, teams and effects.
enum RosterViews {
    static func table(_ experts: [Roster.Expert], _ times: TimeStyle) -> Table {
        let ends = OfferEnds(experts.map(\.offer), times)
        return Table(
            columns: [
                .text("ID"), .text("CLEARANCE", rank: 1), .number("NOTICE", rank: 2), .text("MODE", rank: 3), .text("OFFER"),
            ] + ends.columns + [.text("CONFIRMED", rank: ColumnWidths.extra), .list("SKILLS", least: 13)],
            rows: experts.map { expert in
                [
                    expert.id, expert.clearance?.level.rawValue ?? "unknown", "\(expert.noticeHours) h", expert.mode.rawValue,
                    expert.offer?.state.rawValue ?? "",
                ] + ends.cells(expert.offer) + [expert.offer?.confirmedAt.map(times.relative) ?? "", skills(expert.skills)]
            })
    }

    /// A row for each tasking that holds one of the experts.
    static func onTask(_ experts: [Roster.Expert], _ serving: [Roster.Serving], _ times: TimeStyle) -> Table {
        let known = Dictionary(experts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Table(
            columns: [
                .text("ID"), .text("TASKING"), .text("STATE"), .text("START", rank: 1), .text("END"), .text("CLEARANCE", rank: 2),
                .list("SKILLS", rank: 3, least: 13),
            ],
            rows: serving.map { serving in
                let end = times.short(serving.end) + (serving.overdue == true ? ", OVERDUE" : "")
                return [
                    serving.record, serving.tasking, serving.state, times.short(serving.start), end,
                    known[serving.record]?.clearance?.level.rawValue ?? "", known[serving.record].map { skills($0.skills) } ?? "",
                ]
            })
    }

    static func page(
        _ expert: Roster.Expert, serving: [Roster.Serving]?, skillTitles: [String: String], _ times: TimeStyle
    ) -> [Block] {
        let fields: [Block.Field] = [
            .init("expert", expert.id), .init("nation", expert.nation), .init("name", expert.name),
            .init("clearance", clearance(expert.clearance)), .init("accesses", expert.accesses?.joined(separator: " ")),
            .init("skills", described(expert.skills, skillTitles)), .init("languages", pairs(expert.languages)),
            .init("notice", "\(expert.noticeHours) h"), .init("mode", expert.mode.rawValue), .init("location", expert.location),
            .init("unavailable", periods(expert.unavailable, times)), .init("promised", promised(expert.externalCommitments, times)),
            .init("does not serve", expert.excludes?.joined(separator: " ")),
            .init("not with", expert.notWith?.joined(separator: " ")),
            .init("may join", expert.teams?.joined(separator: " ")), .init("industry", expert.partnerWords),
            .init("on tasking", ServingText.held(serving, times)),
        ]
        return [.fields(fields + offer(expert.offer, times) + [revision(expert.revision)])]
    }

    static func table(_ teams: [Roster.Team], _ times: TimeStyle) -> Table {
        let ends = OfferEnds(teams.map(\.offer), times)
        return Table(
            columns: [
                .text("ID"), .number("NOTICE", rank: 2), .number("MEMBERS", rank: 1), .number("LEAST", rank: ColumnWidths.extra + 1),
                .text("LEAD", rank: 3),
                .text("OFFER"),
            ] + ends.columns + [.text("CONFIRMED", rank: ColumnWidths.extra), .text("NAME", least: 18)],
            rows: teams.map { team in
                [
                    team.id, "\(team.noticeHours) h", "\(team.members.count)", team.minimumStrength.map { "\($0)" } ?? "", team.lead ?? "",
                    team.offer?.state.rawValue ?? "",
                ] + ends.cells(team.offer) + [team.offer?.confirmedAt.map(times.relative) ?? "", team.name]
            })
    }

    static func page(_ team: Roster.Team, pending: [String], serving: [Roster.Serving]?, _ times: TimeStyle) -> [Block] {
        let fields: [Block.Field] = [
            .init("team", team.id), .init("name", team.name), .init("lead nation", team.nation),
            .init("members", team.members.joined(separator: " ")),
            .init(
                "pending",
                pending.isEmpty ? nil : pending.joined(separator: " ") + " (own nation has not named this team yet; do not count)"),
            .init("lead", team.lead), .init("notice", "\(team.noticeHours) h"),
            .init("minimum manning", team.minimumStrength.map { "\($0)" }), .init("does not serve", team.excludes?.joined(separator: " ")),
            .init("not with", team.notWith?.joined(separator: " ")), .init("kit", team.kit),
            .init("to carry", team.transportKg.map { "\($0) kg" }),
            .init("self-sufficient", team.selfSufficientDays.map { counted($0, "day", "days") }),
            .init("travel lead", pairs(team.travelLeadHours?.mapValues { "\($0) h" })),
            .init("on tasking", ServingText.held(serving, times)),
        ]
        return [.fields(fields + offer(team.offer, times) + [revision(team.revision)])]
    }

    static func table(_ effects: [Roster.Effect], _ times: TimeStyle) -> Table {
        let ends = OfferEnds(effects.map(\.offer), times)
        return Table(
            columns: [
                .text("ID"), .text("LABEL", rank: 3), .text("CATEGORY", rank: 5), .text("KIND", rank: 2), .number("LEAD", rank: 4),
                .text("OFFER"),
            ] + ends.columns + [.text("CONFIRMED", rank: ColumnWidths.extra), .text("AUTHORISED", rank: 1), .text("TITLE", least: 18)],
            rows: effects.map { effect in
                [
                    effect.id, effect.classification.rawValue, effect.category.rawValue, effect.kind, "\(effect.leadHours) h",
                    effect.offer?.state.rawValue ?? "",
                ] + ends.cells(effect.offer) + [
                    effect.offer?.confirmedAt.map(times.relative) ?? "",
                    effect.authorisedUntil.map { authorised($0, times, times.short) } ?? "", effect.title,
                ]
            })
    }

    static func page(_ effect: Roster.Effect, serving: [Roster.Serving]?, _ times: TimeStyle) -> [Block] {
        let fields: [Block.Field] = [
            .init("effect", effect.id), .init("title", effect.title), .init("nation", effect.nation),
            .init("label", "\(effect.classification.rawValue) releasable to \(effect.releasableTo.joined(separator: " "))"),
            .init("category", effect.category.rawValue), .init("kind", effect.kind), .init("lead time", "\(effect.leadHours) h"),
            .init("conditions", effect.conditions), .init("legal review", effect.legalReview),
            .init("authorised", effect.authorisedUntil.map { authorised($0, times, times.full) }),
            .init("on tasking", ServingText.held(serving, times)),
        ]
        return [.fields(fields + offer(effect.offer, times) + [revision(effect.revision)])]
    }
}

/// A column for the ends of offers; none where no offer in the table has an end.
private struct OfferEnds {
    private let isShown: Bool
    private let times: TimeStyle

    init(_ offers: [Roster.Offer?], _ times: TimeStyle) {
        isShown = offers.contains { $0?.validUntil != nil }
        self.times = times
    }

    var columns: [Table.Column] { isShown ? [.text("UNTIL")] : [] }

    func cells(_ offer: Roster.Offer?) -> [String] { isShown ? [offer?.validUntil.map(times.short) ?? ""] : [] }
}

// MARK: - Parts

extension RosterViews {
    /// `GX-SKL-001:4 PD-WRL-003:2`, the highest level first.
    private static func skills(_ skills: [String: Int]) -> String {
        skills.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    }

    private static func described(_ skills: [String: Int], _ titles: [String: String]) -> String {
        let rows = skills.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return rows.map { "\($0.key):\($0.value)" + (titles[$0.key].map { "  \($0)" } ?? "") }.joined(separator: "\n")
    }

    private static func pairs(_ pairs: [String: String]?) -> String? {
        pairs?.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private static func clearance(_ clearance: Roster.Clearance?) -> String {
        guard let clearance else { return "unknown" }
        return clearance.level.rawValue + (clearance.validUntil.map { " through \($0)" } ?? "")
    }

    private static func periods(_ periods: [Roster.Period]?, _ times: TimeStyle) -> String? {
        periods?.map { "\(times.short($0.start)) to \(times.short($0.end))" }.joined(separator: "\n")
    }

    private static func promised(_ commitments: [Roster.ExternalCommitment]?, _ times: TimeStyle) -> String? {
        commitments?.map {
            "\(times.short($0.start)) to \(times.short($0.end)) \($0.to.rawValue)" + ($0.note.map { ": \($0)" } ?? "")
        }.joined(separator: "\n")
    }

    private static func offer(_ offer: Roster.Offer?, _ times: TimeStyle) -> [Block.Field] {
        guard let offer else { return [] }
        return [
            .init("offer", offer.state.rawValue), .init("from", offer.validFrom.map(times.full)),
            .init("until", offer.validUntil.map(times.full)),
            .init("confirmed", offer.confirmedAt.map(times.full)),
        ]
    }

    /// `until 2026-12-10 00:00Z`, or `ENDED 2026-12-10 00:00Z`
    private static func authorised(_ until: String, _ times: TimeStyle, _ written: (String) -> String) -> String {
        let hasEnded = (try? Instant(until)).map { $0 <= times.now } ?? false
        return (hasEnded ? "ENDED " : "until ") + written(until)
    }

    private static func revision(_ revision: Int?) -> Block.Field { .init("revision", revision.map { "\($0)" }) }
}
