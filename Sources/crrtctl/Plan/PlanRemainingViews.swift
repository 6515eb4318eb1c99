import CRRTDomain
import CRRTProtocol

/// What a plan leaves for the next call.
struct PlanRemainingViews {
    var remaining: Requests.Remaining
    var times: TimeStyle

    private static let (mostSkills, mostTeams) = (6, 5)

    var blocks: [Block] {
        [.heading("What is left for the next call"), .fields(fields)] + skills
    }

    /// Those of which people go, with the fewest people left.
    private var skills: [Block] {
        let shown = remaining.skills.prefix(Self.mostSkills)
        guard !shown.isEmpty else { return [] }
        let others = remaining.skills.count - shown.count
        let more = "\(counted(others, "skill", "skills")) more, with as many people left or more; --json has them"
        return [.table(table(shown)), .line("people by skill: cleared for \(remaining.clearance.rawValue) or above")]
            + (others > 0 ? [.line(more)] : [])
    }

    private var fields: [Block.Field] {
        [
            .init("people available", Self.change(remaining.people)),
            .init("teams available", Self.change(remaining.teams) + named(remaining.freeTeams)),
            .init("short of people", remaining.shortTeams?.joined(separator: " ")),
        ] + (remaining.standby ?? []).map { .init("standby", words($0)) }
            + (remaining.gaps ?? []).map {
                .init("no \($0.tier.rawValue) tier", "\(times.short($0.start)) to \(times.short($0.end))")
            }
    }

    /// `12 of 16`: those who are left, of those who were there.
    private static func change(_ change: Requests.BeforeAfter) -> String { "\(change.after) of \(change.before)" }

    /// Those that are left, where they are few.
    private func named(_ teams: [String]) -> String {
        teams.isEmpty || remaining.teams.after > Self.mostTeams ? "" : ": \(teams.joined(separator: " "))"
    }

    private func words(_ loss: Requests.StandbyLoss) -> String {
        let who = "\(loss.id)\(loss.team.map { " (\($0))" } ?? ""), \(loss.tier.rawValue) tier: \(loss.going) of \(loss.people) go"
        guard let from = loss.usedUpFrom, let until = loss.usedUpUntil else { return who }
        return who + ", used up \(times.short(from)) to \(times.short(until))"
    }

    private func table(_ skills: ArraySlice<Requests.RemainingSkill>) -> Table {
        Table(
            columns: [.text("SKILL"), .number("LEFT"), .number("MAY LEAD"), .text("NATIONS"), .text("DEPTH"), .text("TITLE")],
            rows: skills.map { skill in
                [
                    skill.skill, Self.change(skill.people), Self.change(skill.leading), Self.nations(skill.nations), Self.words(skill.spot),
                    skill.title,
                ]
            })
    }

    private static func nations(_ nations: [String]) -> String {
        nations.count > 4 ? "\(nations.count) nations" : nations.joined(separator: " ")
    }

    private static func words(_ spot: Requests.RemainingSkill.Spot) -> String {
        switch spot {
        case .nobody: "no one"
        case .few: "few"
        case .oneNation: "one nation"
        case .sound: ""
        }
    }
}
