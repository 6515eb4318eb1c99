import CRRTDomain

/// An event of a calendar that is read (RFC 5545 section 3.6.1).
struct BusyEvent {
    let uid: String?
    /// The line of its `DTSTART`.
    let line: Int
    let start: CalendarTime
    let duration: CalendarDuration
    let rule: RecurrenceRule?
    /// Left out of what the rule gives.
    let exceptions: [CalendarTime]
    /// Which occurrence of a repeated event it stands for; nil for the event itself.
    let replaces: CalendarTime?
    /// Whether it counts as an absence. One that does not may still stand for an occurrence of another event, which then does not count.
    let isBusy: Bool

    /// - Parameters:
    ///   - isBusy: whether it counts as an absence.
    ///   - zones: of the file.
    /// - Throws: `CalendarFault` for what cannot be read.
    init(_ component: CalendarComponent, isBusy: Bool, _ zones: inout CalendarZones) throws(CalendarFault) {
        uid = component.property("UID")?.value
        self.isBusy = isBusy
        guard let start = component.property("DTSTART") else { throw CalendarFault(component.line, "VEVENT has no DTSTART") }
        line = start.line
        self.start = try CalendarTime(start)
        duration = try BusyEvent.duration(component, self.start, start.line, &zones)
        let rules = component.properties("RRULE")
        guard rules.count < 2 else { throw CalendarFault(rules[1].line, "a second RRULE is not read") }
        for name in ["RDATE", "EXRULE"] {
            if let further = component.property(name) { throw CalendarFault(further.line, "\(name) is not read; add its absences by hand") }
        }
        rule = try rules.first.map { line throws(CalendarFault) in try RecurrenceRule(line) }
        var exceptions: [CalendarTime] = []
        for line in component.properties("EXDATE") {
            for value in line.value.split(separator: ",") { exceptions.append(try CalendarTime(value, of: line)) }
        }
        self.exceptions = exceptions
        let replaced = component.property("RECURRENCE-ID")
        if let replaced, replaced.parameters["RANGE"] != nil {
            throw CalendarFault(replaced.line, "RECURRENCE-ID with RANGE is not read: it changes all later occurrences")
        }
        replaces = try replaced.map { line throws(CalendarFault) in try CalendarTime(line) }
    }

    /// Whether an event takes time: it is neither cancelled nor transparent.
    static func isBusy(_ component: CalendarComponent) -> Bool {
        component.property("STATUS")?.value.uppercased() != "CANCELLED" && component.property("TRANSP")?.value.uppercased() != "TRANSPARENT"
    }

    private static func duration(
        _ component: CalendarComponent, _ start: CalendarTime, _ startLine: Int, _ zones: inout CalendarZones
    ) throws(CalendarFault) -> CalendarDuration {
        if let line = component.property("DTEND") {
            let end = try CalendarTime(line)
            guard (end.second == nil) == (start.second == nil) else {
                throw CalendarFault(line.line, "DTEND is a date and DTSTART is a time, or the other way round")
            }
            if end.second == nil {
                let days = end.date.daysSinceEpoch - start.date.daysSinceEpoch
                guard days >= 0 else { throw CalendarFault(line.line, "DTEND is before DTSTART") }
                // Some programs write the same day twice.
                return CalendarDuration(days: max(1, days))
            }
            let (from, to) = (try zones.instant(start, startLine), try zones.instant(end, line.line))
            guard from <= to else { throw CalendarFault(line.line, "DTEND is before DTSTART") }
            return CalendarDuration(from: from, to: to)
        }
        if let line = component.property("DURATION") { return try CalendarDuration(line) }
        return CalendarDuration(days: start.second == nil ? 1 : 0)
    }
}
