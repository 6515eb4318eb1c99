import CRRTDomain

/// What an import changes in the absences of an expert.
struct AbsenceDifference: Equatable {
    /// Periods in which the expert was available and will be absent, by time.
    var added: [Period]
    /// The other way round.
    var removed: [Period]

    init(from present: [Period], to wanted: [Period]) {
        added = wanted.flatMap { $0.without(present) }
        removed = present.flatMap { $0.without(wanted) }
    }

    var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    /// `2 absences added, 1 removed`.
    var words: String {
        [
            added.isEmpty ? nil : counted(added.count, "absence", "absences") + " added",
            removed.isEmpty ? nil : added.isEmpty ? counted(removed.count, "absence", "absences") + " removed" : "\(removed.count) removed",
        ].compactMap { $0 }.joined(separator: ", ")
    }

    /// `+ 2027-07-01 00:00Z to 2027-07-15 00:00Z`, by time.
    func lines(_ times: TimeStyle) -> [String] {
        (added.map { ("+", $0) } + removed.map { ("-", $0) }).sorted { $0.1.start < $1.1.start }
            .map { "\($0) \(times.short($1.start)) to \(times.short($1.end))" }
    }
}

extension Period {
    /// What of the period lies before a time or from another on; nil for the latter means that nothing lies after it.
    func outside(_ from: Instant, _ until: Instant?) -> [Period] {
        guard let time = try? Period(start: from, end: until ?? max(end, from).adding(seconds: 1)) else { return [self] }
        return without([time])
    }
}
