public import CRRTDomain

/// The rules of matching, applied to a few records without an index. Use cases check them inside a transaction.
public enum Eligibility {
    /// Every objection to an expert over all seat lines.
    ///
    /// - Parameters:
    ///   - expert: The expert.
    ///   - commitments: Of any experts; those of others are ignored.
    ///   - query: The request, and what the rules need besides it.
    public static func objections(to expert: Expert, commitments: [Commitment], _ query: MatchQuery) -> [Objection] {
        RuleBook.allObjections(to: profile(expert, commitments), CompiledQuery(query))
    }

    /// Every objection to an expert in one slot of a seat line.
    ///
    /// - Parameters:
    ///   - expert: The expert.
    ///   - seat: The number of the seat line, from 0. A line that the request does not have, or no longer has, is an objection.
    ///   - leading: Whether it is the slot of the person who leads.
    ///   - commitments: Of any experts; those of others are ignored.
    ///   - query: The request, and what the rules need besides it.
    public static func objections(
        to expert: Expert, seat: Int, leading: Bool, commitments: [Commitment], _ query: MatchQuery
    ) -> [Objection] {
        let compiled = CompiledQuery(query)
        let profile = profile(expert, commitments)
        guard compiled.request.seats.indices.contains(seat) else {
            return RuleBook.inOrder(
                RuleBook.objections(to: profile, compiled)
                    + [Objection(code: .skillMissing, seat: seat, detail: "the request has no seat \(seat)")])
        }
        let kind = SlotKind(compiled.request, line: seat, leading: leading && compiled.request.seats[seat].lead)
        return RuleBook.inOrder(RuleBook.objections(to: profile, compiled) + RuleBook.objections(to: profile, at: kind, compiled))
    }

    /// The objections to a team's own offer. Whether its people can fill the seats is not checked.
    public static func objections(to team: Team, _ query: MatchQuery) -> [Objection] {
        RuleBook.inOrder(RuleBook.objections(to: TeamProfile(team, members: []), CompiledQuery(query)))
    }

    /// The number of these people who are eligible for at least one slot of the request. A team's minimum manning is compared with it.
    public static func strength(of people: [Expert], commitments: [Commitment], _ query: MatchQuery) -> Int {
        let compiled = CompiledQuery(query)
        return people.count { expert in
            let profile = profile(expert, commitments)
            return RuleBook.objections(to: profile, compiled).isEmpty
                && compiled.kinds.contains { RuleBook.objections(to: profile, at: $0, compiled).isEmpty }
        }
    }

    /// A sentence for a team that is below its minimum manning.
    public static func belowManning(_ eligible: Int, minimum: Int) -> String {
        "\(counted(eligible, "member is", "members are")) eligible, the team's minimum manning is \(minimum)"
    }

    private static func profile(_ expert: Expert, _ commitments: [Commitment]) -> ExpertProfile {
        ExpertProfile(ExpertTraits(expert), commitments: commitments.filter { $0.expert == expert.id })
    }
}
