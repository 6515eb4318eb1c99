internal import CRRTDomain

/// By day since 1970, whose absences begin or end on it: for a part of the day he is there, as far as that absence goes.
struct PartsOfDays: Sendable, Equatable {
    /// An absence on a day that it does not cover, as one word that sorts by handle.
    struct Part: Sendable, Comparable {
        private enum Kind: UInt64 {
            /// Until so many milliseconds after the day's beginning.
            case ends
            /// From then on.
            case begins
            /// Begins and ends: when, there is no room for.
            case within
        }

        private let word: UInt64

        /// What is left on this day of an absence that touches it; nil where that is all of the day.
        init?(_ handle: Int32, _ absence: Period, on day: Int) {
            let away = Day.part(day, of: absence)
            let kind: Kind
            switch (away.lowerBound == 0, away.upperBound == Day.milliseconds) {
            case (true, true): return nil
            case (true, false): kind = .ends
            case (false, true): kind = .begins
            case (false, false): kind = .within
            }
            let time = kind == .ends ? away.upperBound : away.lowerBound
            word = UInt64(handle) << 32 | kind.rawValue << 30 | UInt64(time)
        }

        private init(word: UInt64) { self.word = word }

        /// The same, so many handles further on.
        func moved(by handles: Int) -> Part { Part(word: word + UInt64(handles) << 32) }

        var handle: Int32 { Int32(truncatingIfNeeded: word >> 32) }
        private var kind: UInt64 { word >> 30 & 3 }

        /// Where his bit is in a set's words.
        var place: Int { Int(word >> 38) }
        /// His bit of that word, if so.
        func bit(where isSet: Bool) -> UInt64 { (isSet ? 1 : 0) << (word >> 32 & 63) }

        /// Whether this says when he is away; otherwise it has to be looked up.
        var isCertain: Bool { kind != Kind.within.rawValue }

        /// Whether he is certainly away at any of these milliseconds of the day.
        func isAway(during part: Range<Int>) -> Bool {
            let time = Int(word & (1 << 30 - 1))
            return kind == Kind.ends.rawValue && part.lowerBound < time || kind == Kind.begins.rawValue && part.upperBound > time
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
