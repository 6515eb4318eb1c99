internal import CRRTDomain

/// Who may take which place: one walk over the holders of each needed skill, judged by the rules.
struct Survey {
    let terms: Terms
    let weights: Weights
    /// By handle: bit k is set for who may take a place of kind k. There are at most `Request.mostPeople` kinds.
    private(set) var mayTake: [UInt64]
    /// By seat line: experts that may take at least one of its places.
    private(set) var eligible: [Int]
    /// By kind of place: who can matter, cheapest first.
    private(set) var shortlists: [[Contender]] = []

    init(_ index: RosterIndex, _ query: MatchQuery, shortlisting: Bool = true) {
        terms = Terms(query)
        weights = query.weights.bounded
        mayTake = [UInt64](repeating: 0, count: index.experts.count)
        eligible = [Int](repeating: 0, count: query.request.seats.count)
        var verdicts = Verdicts(index, terms)
        for kind in terms.kinds.indices {
            var shortlist = Shortlist(size: terms.places.count)
            walk(index, kind, &verdicts) { contender in
                if shortlisting { shortlist.consider(contender) }
            }
            shortlists.append(shortlist.contenders)
        }
        countEligible(index)
    }

    /// The index only spares the rules a walk over those who do not hold the skill at the level; the rules decide.
    private mutating func walk(
        _ index: RosterIndex, _ number: Int, _ verdicts: inout Verdicts, _ found: (Contender) -> Void
    ) {
        let kind = terms.kinds[number]
        guard let posting = index.postings[kind.skill] else { return }
        for holder in posting.holders where holder.level >= kind.level {
            guard verdicts.admits(holder.expert), let facts = index.facts[holder.expert],
                RuleBook.admits(facts, level: Int(holder.level), to: kind, terms), verdicts.confirms(holder.expert, index, terms),
                let expert = index.experts[holder.expert], !AccessMissing.objects(to: expert, kind)
            else { continue }
            mayTake[Int(holder.expert)] |= 1 << UInt64(number)
            found(Contender(holder.expert, expert, level: Int(holder.level), weights))
        }
    }

    /// A line that leads has its leading kind and its other kind, and whoever may lead may take the other: the last one has all.
    private mutating func countEligible(_ index: RosterIndex) {
        for line in eligible.indices {
            guard let easiest = terms.kinds.lastIndex(where: { $0.line == line }) else { continue }
            let holders = index.postings[terms.kinds[easiest].skill]?.holders ?? []
            eligible[line] = holders.count { mayTake[Int($0.expert)] & (1 << UInt64(easiest)) != 0 }
        }
    }
}

/// What the rules of the whole request say, asked once per expert: of everybody what his plain facts say, in the order in which they
/// lie in memory, and of those whom a seat needs the rest.
private struct Verdicts {
    private enum Verdict: UInt8 { case refused, factsPass, admitted }
    private var verdicts: [Verdict]

    init(_ index: RosterIndex, _ terms: Terms) {
        verdicts = []
        verdicts.reserveCapacity(index.facts.count)
        for page in index.facts.pages {
            for facts in page { verdicts.append(facts.map { RuleBook.admits($0, terms) } ?? false ? .factsPass : .refused) }
        }
    }

    func admits(_ handle: Int32) -> Bool { verdicts[Int(handle)] != .refused }

    mutating func confirms(_ handle: Int32, _ index: RosterIndex, _ terms: Terms) -> Bool {
        if verdicts[Int(handle)] == .factsPass {
            verdicts[Int(handle)] = index.experts[handle].map { RuleBook.admits($0, terms) } ?? false ? .admitted : .refused
        }
        return verdicts[Int(handle)] == .admitted
    }
}

extension Survey {
    /// Enough people to fill whatever can be filled: of each kind of place as many as there are places (exchange argument), as
    /// masks of what they may take.
    var enoughPeople: [UInt64] {
        var wanted = [Int](repeating: terms.places.count, count: terms.kinds.count)
        return mayTake.filter { mask in
            guard mask != 0 else { return false }
            var isWanted = false
            for kind in wanted.indices where mask & (1 << UInt64(kind)) != 0 && wanted[kind] > 0 {
                wanted[kind] -= 1
                isWanted = true
            }
            return isWanted
        }
    }

    /// How many experts may take a place of that kind.
    func count(of kind: Int) -> Int { mayTake.count { $0 & (1 << UInt64(kind)) != 0 } }
}
