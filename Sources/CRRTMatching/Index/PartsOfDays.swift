internal import CRRTDomain

/// By day since 1970, whose absences begin or end on it: for a part of the day he is there, as far as that absence goes.
struct PartsOfDays: Sendable, Equatable {
    /// An absence on a day that it does not cover, as one word that sorts by handle. Below the handle the hour at which the absence ends,
    /// or 32 more than that at which it begins; 0 where that is no full hour, or it does both. There is room for 67 million experts.
    struct Part: Sendable, Comparable {
        private static var timeBits: UInt32 { 6 }
        private static var begins: UInt32 { 32 }

        private let word: UInt32

        /// What is left on this day of an absence that touches it; nil where that is all of the day.
        init?(_ handle: Int32, _ absence: Period, on day: Int) {
            let away = Day.part(day, of: absence)
            guard away != 0..<Day.milliseconds else { return nil }
            word = UInt32(handle) * (1 << Self.timeBits) + Self.time(away)
        }

        private static func time(_ away: Range<Int>) -> UInt32 {
            let isEnd = away.lowerBound == 0
            let (hour, rest) = (isEnd ? away.upperBound : away.lowerBound).quotientAndRemainder(dividingBy: Day.hour)
            guard rest == 0, isEnd || away.upperBound == Day.milliseconds else { return 0 }
            return UInt32(hour) + (isEnd ? 0 : begins)
        }

        private init(word: UInt32) { self.word = word }

        /// The same, so many handles further on.
        func moved(by handles: Int) -> Part { Part(word: word + UInt32(handles) * (1 << Self.timeBits)) }

        private var time: UInt32 { word & (1 << Self.timeBits - 1) }
        var handle: Int32 { Int32(word >> Self.timeBits) }
        /// Where his bit is in a set's words.
        var place: Int { Int(word >> (Self.timeBits + 6)) }
        /// His bit of that word, if so.
        func bit(where isSet: Bool) -> UInt64 { (isSet ? 1 : 0) << UInt64(word >> Self.timeBits & 63) }

        /// Whether this says when he is away; otherwise it has to be looked up.
        var isCertain: Bool { time != 0 }

        /// Whether he is certainly away in any of these hours of the day, or a part of them.
        func isAway(during hours: Range<UInt32>) -> Bool {
            time < Self.begins ? time > hours.lowerBound : time - Self.begins < hours.upperBound
        }

        static func < (left: Part, right: Part) -> Bool { left.word < right.word }
    }

    /// Sorted; a day without any is not there.
    private var parts: [Int: [Part]] = [:]

    init() {}

    /// The first page: when each of these experts is not there, the first of whom has the handle 0.
    init(page absences: [[Period]]) {
        for (handle, absences) in absences.enumerated() {
            Self.forEach(absences, of: Int32(handle)) { day, part in parts[day, default: []].append(part) }
        }
        for day in parts.keys { parts[day]?.sort() }
    }

    /// An expert was not there then, and now is not there then.
    mutating func change(_ handle: Int32, from old: [Period], to new: [Period]) {
        Self.forEach(old, of: handle) { day, part in remove(part, day) }
        Self.forEach(new, of: handle) { day, part in
            let place = parts[day, default: []].place(of: part)
            parts[day, default: []].insert(part, at: place)
        }
    }

    /// Takes over the first page of others as this page, behind which there is none yet.
    mutating func append(_ other: PartsOfDays, as page: Int) {
        for (day, parts) in other.parts {
            self.parts[day, default: []] += parts.lazy.map { $0.moved(by: page * ExpertSet.expertsPerPage) }
        }
    }

    /// By rising handle.
    func on(_ day: Int) -> [Part] { parts[day] ?? [] }

    private mutating func remove(_ part: Part, _ day: Int) {
        guard let place = parts[day]?.place(of: part), let found = parts[day], place < found.count, found[place] == part else { return }
        parts[day]?.remove(at: place)
        if parts[day]?.isEmpty == true { parts[day] = nil }
    }

    /// An absence's first day and its last.
    private static func forEach(_ absences: [Period], of handle: Int32, _ body: (_ day: Int, _ part: Part) -> Void) {
        for absence in absences {
            let days = Day.touched(by: absence)
            if let part = Part(handle, absence, on: days.lowerBound) { body(days.lowerBound, part) }
            if days.count > 1, let part = Part(handle, absence, on: days.upperBound) { body(days.upperBound, part) }
        }
    }
}
