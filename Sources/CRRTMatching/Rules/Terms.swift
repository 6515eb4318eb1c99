internal import CRRTDomain

/// A query prepared for the rules: what they ask of it for every expert is computed once.
struct Terms {
    let request: Request
    let at: Instant
    let staleAfterDays: Int
    let ignoring: TaskingID?
    let releasable: NationSet
    let excluded: NationSet
    let languages: [LanguageLevel]
    let maxNoticeHours: Int
    /// The kinds of place, by seat line. Of a line that leads, the leading place comes first.
    let kinds: [PlaceKind]
    /// The places to fill in that order, each as an index into `kinds`.
    let places: [Int]

    init(_ query: MatchQuery) {
        request = query.request
        at = query.at
        staleAfterDays = query.staleAfterDays
        ignoring = query.ignoring
        releasable = NationSet(query.releasable)
        excluded = NationSet(query.request.excludes)
        languages = query.request.languages.map { LanguageLevel($0.key, $0.value) }
        maxNoticeHours = query.request.maxNoticeHours ?? .max
        var kinds: [PlaceKind] = []
        var places: [Int] = []
        for line in query.request.seats.indices {
            for number in 0..<query.request.seats[line].count {
                let kind = PlaceKind(query.request, line: line, leading: query.request.seats[line].lead && number == 0)
                if kinds.last?.line != line || kinds.last?.leading != kind.leading { kinds.append(kind) }
                places.append(kinds.count - 1)
            }
        }
        self.kinds = kinds
        self.places = places
    }
}

/// A kind of place in a seat line: the one that leads, or any other.
struct PlaceKind {
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
