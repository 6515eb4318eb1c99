internal import CRRTDomain

/// By day since 1970, the absences that begin or end on it. The expert may be there for a part of that day.
struct PartsOfDays: Sendable, Equatable {
    /// An absence on a day that it does not cover, packed into a word that sorts by handle.
    ///
    /// Below the handle is the hour at which the absence ends, or 32 plus the hour at which it begins. It is 0 where that is no full hour,
    /// or where the absence begins and ends on the day. Handles have 26 bits, enough for 67 million experts.
    struct Part: Sendable, Comparable {
        private static var timeBits: UInt32 { 6 }
        private static var begins: UInt32 { 32 }

        private let word: UInt32

        /// nil where an absence that touches the day covers all of it.
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

        /// The same absence with a handle that is higher by this number.
        func moved(by handles: Int) -> Part { Part(word: word + UInt32(handles) * (1 << Self.timeBits)) }

        private var time: UInt32 { word & (1 << Self.timeBits - 1) }
        var handle: Int32 { Int32(word >> Self.timeBits) }
        /// The index of the word with the expert's bit, in a set.
        var place: Int { Int(word >> (Self.timeBits + 6)) }
        /// The expert's bit in that word where the condition is true, else 0.
        func bit(where isSet: Bool) -> UInt64 { (isSet ? 1 : 0) << UInt64(word >> Self.timeBits & 63) }

        /// Whether the hour is known. Otherwise the absence must be looked up.
        var isCertain: Bool { time != 0 }

        /// Whether the expert is certainly away for some of these hours of the day.
        func isAway(during hours: Range<UInt32>) -> Bool {
            time < Self.begins ? time > hours.lowerBound : time - Self.begins < hours.upperBound
        }

        static func < (left: Part, right: Part) -> Bool { left.word < right.word }
    }

    /// Sorted. A day without absences has no entry.
    private var parts: [Int: [Part]] = [:]

    init() {}

    /// The first page of sets: the absences of the experts with the handles from 0.
    init(page absences: [[Period]]) {
        for (handle, absences) in absences.enumerated() {
            Self.forEach(absences, of: Int32(handle)) { day, part in parts[day, default: []].append(part) }
        }
        for day in parts.keys { parts[day]?.sort() }
    }

    /// Replaces the absences of an expert.
    mutating func change(_ handle: Int32, from old: [Period], to new: [Period]) {
        Self.forEach(old, of: handle) { day, part in remove(part, day) }
        Self.forEach(new, of: handle) { day, part in
            let place = parts[day, default: []].place(of: part)
            parts[day, default: []].insert(part, at: place)
        }
    }

    /// Takes the first page of another value as this page. There must be no page after it yet.
    mutating func append(_ other: PartsOfDays, as page: Int) {
        for (day, parts) in other.parts {
            self.parts[day, default: []] += parts.lazy.map { $0.moved(by: page * ExpertSet.expertsPerPage) }
        }
    }

    /// Sorted by handle.
    func on(_ day: Int) -> [Part] { parts[day] ?? [] }

    private mutating func remove(_ part: Part, _ day: Int) {
        guard let place = parts[day]?.place(of: part), let found = parts[day], place < found.count, found[place] == part else { return }
        parts[day]?.remove(at: place)
        if parts[day]?.isEmpty == true { parts[day] = nil }
    }

    /// Calls `body` with the first and the last day of each absence.
    private static func forEach(_ absences: [Period], of handle: Int32, _ body: (_ day: Int, _ part: Part) -> Void) {
        for absence in absences {
            let days = Day.touched(by: absence)
            if let part = Part(handle, absence, on: days.lowerBound) { body(days.lowerBound, part) }
            if days.count > 1, let part = Part(handle, absence, on: days.upperBound) { body(days.upperBound, part) }
        }
    }
}
