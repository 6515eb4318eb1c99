internal import CRRTDomain

/// A match query in the form that the rules read. It is compiled once, and the rules are then applied to every expert.
struct CompiledQuery {
    let request: Request
    let at: Instant
    let staleAfterDays: Int
    let ignoring: TaskingID?
    let releasable: NationSet
    let excluded: NationSet
    let languages: [LanguageLevel]
    let maxNoticeHours: Int
    /// The kinds of slot, by seat line. In a line that leads, the leading slot comes first.
    let kinds: [SlotKind]
    /// The slots to fill, in that order, each as an index into `kinds`. Slots of people who are fixed are not among them.
    private(set) var slots: [Int]

    init(_ query: MatchQuery) {
        request = query.request
        at = query.at
        staleAfterDays = query.staleAfterDays
        ignoring = query.ignoring
        releasable = NationSet(query.releasable)
        excluded = NationSet(query.request.excludes)
        languages = query.request.languages.map { LanguageLevel($0.key, $0.value) }
        maxNoticeHours = query.request.maxNoticeHours ?? .max
        var kinds: [SlotKind] = []
        var slots: [Int] = []
        for line in query.request.seats.indices {
            for number in 0..<query.request.seats[line].count {
                let kind = SlotKind(query.request, line: line, leading: query.request.seats[line].lead && number == 0)
                if kinds.last?.line != line || kinds.last?.leading != kind.leading { kinds.append(kind) }
                slots.append(kinds.count - 1)
            }
        }
        self.kinds = kinds
        self.slots = slots
    }

    /// Takes a slot of a kind from those to fill.
    mutating func takeSlot(_ kind: Int) {
        if let slot = slots.firstIndex(of: kind) { slots.remove(at: slot) }
    }
}

/// A kind of slot in a seat line: the leading one, or any other.
///
/// A slot is one person's position in a seat line. A line for three people has three slots.
struct SlotKind {
    let line: Int
    let leading: Bool
    let skill: SkillKey
    /// 1 to 5.
    let level: Int
    /// The higher of the seat's clearance and the request's classification.
    let clearance: Classification
    let accesses: Set<Access>

    init(_ request: Request, line: Int, leading: Bool) {
        let seat = request.seats[line]
        self.line = line
        self.leading = leading
        skill = SkillKey(seat.skill)
        level = (leading ? max(seat.minLevel, .leads) : seat.minLevel).level
        clearance = max(seat.minClearance ?? request.classification, request.classification)
        accesses = seat.accesses
    }
}
