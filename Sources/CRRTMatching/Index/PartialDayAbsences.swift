internal import CRRTDomain

/// By day since 1970-01-01, the absences that begin or end on it. The expert may be available for the rest of that day.
struct PartialDayAbsences: Sendable, Equatable {
    /// An absence that covers only a part of a day, packed into a word whose integer order is the order of handles.
    ///
    /// The low six bits are the hour at which the absence ends, or 32 plus the hour at which it begins. They are 0 where that is no full
    /// hour, or where the absence begins and ends on the same day. The handle has 26 bits, enough for 67 million experts.
    struct Entry: Sendable, Comparable {
        private static var timeBits: UInt32 { 6 }
        private static var beginFlag: UInt32 { 32 }

        private let word: UInt32

        /// nil where an absence that touches the day covers all of it.
        init?(_ handle: Int32, _ absence: Period, on day: Int) {
            let absent = absence.milliseconds(ofDay: day)
            guard absent != 0..<DayNumber.milliseconds else { return nil }
            word = UInt32(handle) * (1 << Self.timeBits) + Self.time(absent)
        }

        private static func time(_ absent: Range<Int>) -> UInt32 {
            let isEnd = absent.lowerBound == 0
            let (hour, rest) = (isEnd ? absent.upperBound : absent.lowerBound).quotientAndRemainder(dividingBy: DayNumber.hour)
            guard rest == 0, isEnd || absent.upperBound == DayNumber.milliseconds else { return 0 }
            return UInt32(hour) + (isEnd ? 0 : beginFlag)
        }

        private init(word: UInt32) { self.word = word }

        /// The same absence with a handle that is higher by this number.
        func moved(by handles: Int) -> Entry { Entry(word: word + UInt32(handles) * (1 << Self.timeBits)) }

        private var time: UInt32 { word & (1 << Self.timeBits - 1) }
        var handle: Int32 { Int32(word >> Self.timeBits) }
        /// The index of the word with the expert's bit, in a bitmap.
        var wordIndex: Int { Int(word >> (Self.timeBits + 6)) }
        /// The expert's bit in that word where the condition is true, else 0.
        func bit(where isSet: Bool) -> UInt64 { (isSet ? 1 : 0) << UInt64(word >> Self.timeBits & 63) }

        /// Whether the hour is known. Otherwise the absence must be looked up.
        var isCertain: Bool { time != 0 }

        /// Whether the expert is certainly absent for some of these hours of the day.
        func isAbsent(during hours: Range<UInt32>) -> Bool {
            time < Self.beginFlag ? time > hours.lowerBound : time - Self.beginFlag < hours.upperBound
        }

        static func < (left: Entry, right: Entry) -> Bool { left.word < right.word }
    }

    /// Sorted. A day without absences has no list.
    private var entries: [Int: [Entry]] = [:]

    init() {}

    /// The first page of sets: the absences of the experts with the handles from 0.
    init(page absences: [[Period]]) {
        for (handle, absences) in absences.enumerated() {
            Self.forEachEntry(absences, of: Int32(handle)) { day, entry in entries[day, default: []].append(entry) }
        }
        for day in entries.keys { entries[day]?.sort() }
    }

    /// Replaces the absences of an expert.
    mutating func change(_ handle: Int32, from old: [Period], to new: [Period]) {
        Self.forEachEntry(old, of: handle) { day, entry in remove(entry, day) }
        Self.forEachEntry(new, of: handle) { day, entry in
            let index = entries[day, default: []].insertionIndex(of: entry)
            entries[day, default: []].insert(entry, at: index)
        }
    }

    /// Takes the first page of another value as this page. There must be no page after it yet.
    mutating func append(_ other: PartialDayAbsences, as page: Int) {
        for (day, entries) in other.entries {
            self.entries[day, default: []] += entries.lazy.map { $0.moved(by: page * ExpertSet.expertsPerPage) }
        }
    }

    /// Sorted by handle.
    func entries(on day: Int) -> [Entry] { entries[day] ?? [] }

    private mutating func remove(_ entry: Entry, _ day: Int) {
        guard let list = entries[day], case let index = list.insertionIndex(of: entry), index < list.count, list[index] == entry else {
            return
        }
        entries[day]?.remove(at: index)
        if entries[day]?.isEmpty == true { entries[day] = nil }
    }

    /// Calls `body` for the first and the last day of each absence, where the absence covers only a part of that day.
    private static func forEachEntry(_ absences: [Period], of handle: Int32, _ body: (_ day: Int, _ entry: Entry) -> Void) {
        for absence in absences {
            let days = absence.touchedDays
            if let entry = Entry(handle, absence, on: days.lowerBound) { body(days.lowerBound, entry) }
            if days.count > 1, let entry = Entry(handle, absence, on: days.upperBound) { body(days.upperBound, entry) }
        }
    }
}
