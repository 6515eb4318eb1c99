/// By day since 1970, who is not there for some of it; and the same by spans of eight days, so that the weeks of a mission are a few
/// sets.
struct Absences: Sendable, Equatable {
    private static var spanBits: Int { 3 }
    private var days = DaySets()
    /// By day / 8: who is not there for some of these eight days.
    private var spans = DaySets()

    init() {}

    /// The first page: the days of each of these experts, the first of whom has the handle 0.
    init(page absences: [[ClosedRange<Int>]]) {
        days = DaySets(page: absences)
        spans = DaySets(page: absences.map(Self.spans))
    }

    /// An expert had these days, and now has those.
    mutating func change(_ handle: Int32, from old: [ClosedRange<Int>], to new: [ClosedRange<Int>]) {
        days.change(handle, from: old, to: new)
        spans.change(handle, from: Self.spans(old), to: Self.spans(new))
    }

    mutating func append(_ other: Absences, as page: Int) {
        days.append(other.days, as: page)
        spans.append(other.spans, as: page)
    }

    /// Gives sets of those who are not there for some of these days: together they are all of them.
    func forEach(in days: ClosedRange<Int>, _ body: (ExpertSet) -> Void) {
        let behind = days.upperBound + 1
        let (first, last) = ((days.lowerBound - 1) >> Self.spanBits + 1, behind >> Self.spanBits)
        guard first < last else { return self.days.forEach(in: days, body) }
        spans.forEach(in: first...last - 1, body)
        let (spansBegin, spansEnd) = (first << Self.spanBits, last << Self.spanBits)
        if days.lowerBound < spansBegin { self.days.forEach(in: days.lowerBound...spansBegin - 1, body) }
        if spansEnd < behind { self.days.forEach(in: spansEnd...days.upperBound, body) }
    }

    private static func spans(_ days: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        days.map { $0.lowerBound >> spanBits...$0.upperBound >> spanBits }
    }
}
