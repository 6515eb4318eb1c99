public import CRRTDomain

/// The rules of matching, for a few plain records. Use cases check with them inside a transaction.
public enum Eligibility {
    /// Every objection to an expert at one place.
    ///
    /// - Parameters:
    ///   - expert: Who is to serve.
    ///   - seat: The seat line, from 0. A line that the request does not have is an objection.
    ///   - leading: Whether it is the place that leads.
    ///   - commitments: Of any experts; those of others are ignored.
    ///   - query: The question.
    public static func objections(to expert: Expert, commitments: [Commitment], _ query: MatchQuery) -> [Objection] {
        RuleBook.allObjections(to: profile(expert, commitments), Terms(query))
    }

    /// Every objection to the expert at one place of one seat line, from 0; `leading`: the place that leads.
    ///
    /// A line that the request does not have (any more) is an objection, never a pass.
    public static func objections(
        to expert: Expert, seat: Int, leading: Bool, commitments: [Commitment], _ query: MatchQuery
    ) -> [Objection] {
        let terms = Terms(query)
        let profile = profile(expert, commitments)
        guard terms.request.seats.indices.contains(seat) else {
            return RuleBook.inOrder(
                RuleBook.objections(to: profile, terms)
                    + [Objection(code: .skillMissing, seat: seat, detail: "the request has no seat \(seat)")])
        }
        let kind = PlaceKind(terms.request, line: seat, leading: leading && terms.request.seats[seat].lead)
        return RuleBook.inOrder(RuleBook.objections(to: profile, terms) + RuleBook.objections(to: profile, at: kind, terms))
    }

    /// The objections to a team's own offer. Whether its people fill the seats is not asked.
    public static func objections(to team: Team, _ query: MatchQuery) -> [Objection] {
        RuleBook.inOrder(RuleBook.objections(to: TeamProfile(team, members: []), Terms(query)))
    }

    /// The number of these people who may take at least one place of the request. A team's minimum manning is compared with it.
    public static func strength(of people: [Expert], commitments: [Commitment], _ query: MatchQuery) -> Int {
        let terms = Terms(query)
        return people.count { expert in
            let profile = profile(expert, commitments)
            return RuleBook.objections(to: profile, terms).isEmpty
                && terms.kinds.contains { RuleBook.objections(to: profile, at: $0, terms).isEmpty }
        }
    }

    /// A sentence for a team with fewer eligible members than its minimum manning.
    public static func weakness(_ eligible: Int, least: Int) -> String {
        "\(counted(eligible, "member is", "members are")) eligible, the team's least strength is \(least)"
    }

    private static func profile(_ expert: Expert, _ commitments: [Commitment]) -> ExpertProfile {
        ExpertProfile(ExpertTraits(expert), commitments: commitments.filter { $0.expert == expert.id })
    }
}
