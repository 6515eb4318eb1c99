internal import CRRTDomain

/// The people whom a query fixes, each in a slot of their seat line. They are no longer among those who can be chosen.
///
/// In a line that leads, the first of them by id who may lead takes the leading slot. No better choice exists: people cost the same in all
/// slots of a line, and an expert who may lead may take the other slots too.
struct SeatedPeople {
    /// By seat line, then id; the person in the leading slot comes first.
    private(set) var people: [(handle: Int32, kind: Int)] = []
    /// Whether everyone who is fixed has a slot. Otherwise the query has no candidates.
    private(set) var areAllSeated = true

    init() {}

    /// - Parameters:
    ///   - fixed: Those whom the query fixes.
    ///   - query: The query with all of its slots.
    ///   - handle: The handle of an expert; nil where they are not offered.
    ///   - isEligible: Whether an expert may take slots of a kind.
    init(
        _ fixed: [FixedExpert], _ query: CompiledQuery, handle: (ExpertID) -> Int32?, isEligible: (_ handle: Int32, _ kind: Int) -> Bool
    ) {
        var free = query.slots
        var seated: Set<Int32> = []
        for person in fixed.sorted(by: { ($0.seat, $0.expert) < ($1.seat, $1.expert) }) {
            guard let handle = handle(person.expert), seated.insert(handle).inserted,
                // The leading slot is the first of its line.
                let slot = free.firstIndex(where: { query.kinds[$0].line == person.seat && isEligible(handle, $0) })
            else {
                areAllSeated = false
                continue
            }
            people.append((handle, free.remove(at: slot)))
        }
        people.sort { $0.kind < $1.kind }
    }

    var isEmpty: Bool { people.isEmpty }
    var count: Int { people.count }
    var handles: [Int32] { people.map(\.handle) }
}
