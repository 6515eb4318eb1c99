internal import CRRTDomain

/// Who is away, by day since 1970 and by spans of eight days, and the hours at which absences begin and end.
///
/// The spans make the weeks of a mission a few sets.
struct Absences: Sendable, Equatable {
    private static var spanBits: Int { 3 }
    private var days = DaySets()
    /// By day / 8, who is away for some of these eight days.
    private var spans = DaySets()
    private var parts = PartsOfDays()

    init() {}

    /// The first page of sets: the absences of the experts with the handles from 0.
    init(page absences: [[Period]]) {
        days = DaySets(page: absences.map(Self.days))
        spans = DaySets(page: absences.map(Self.spans))
        parts = PartsOfDays(page: absences)
    }

    /// Replaces the absences of an expert.
    mutating func change(_ handle: Int32, from old: [Period], to new: [Period]) {
        guard old != new else { return }
        days.change(handle, from: Self.days(old), to: Self.days(new))
        spans.change(handle, from: Self.spans(old), to: Self.spans(new))
        parts.change(handle, from: old, to: new)
    }

    mutating func append(_ other: Absences, as page: Int) {
        days.append(other.days, as: page)
        spans.append(other.spans, as: page)
        parts.append(other.parts, as: page)
    }

    /// Calls `body` with sets whose union is everyone who is away for some of these days.
    func forEach(in days: ClosedRange<Int>, _ body: (ExpertSet) -> Void) {
        let behind = days.upperBound + 1
        let (first, last) = ((days.lowerBound - 1) >> Self.spanBits + 1, behind >> Self.spanBits)
        guard first < last else { return self.days.forEach(in: days, body) }
        spans.forEach(in: first...last - 1, body)
        let (spansBegin, spansEnd) = (first << Self.spanBits, last << Self.spanBits)
        if days.lowerBound < spansBegin { self.days.forEach(in: days.lowerBound...spansBegin - 1, body) }
        if spansEnd < behind { self.days.forEach(in: spansEnd...days.upperBound, body) }
    }

    /// The absences that begin or end on a day.
    func parts(of day: Int) -> [PartsOfDays.Part] { parts.on(day) }

    private static func days(_ absences: [Period]) -> [ClosedRange<Int>] { absences.map(Day.touched) }

    private static func spans(_ absences: [Period]) -> [ClosedRange<Int>] {
        absences.map(Day.touched).map { $0.lowerBound >> spanBits...$0.upperBound >> spanBits }
    }
}
