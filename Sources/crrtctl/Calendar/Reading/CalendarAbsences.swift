import CRRTDomain

/// The absences in a calendar file: when its owner's events take time.
struct CalendarAbsences {
    /// Which events are looked at.
    struct Wanted {
        /// Occurrences that end before are left out.
        var from: Instant
        /// Those that begin then or later are left out; nil where there is no such time, and then each rule must end by itself.
        var until: Instant?
        /// Only events with this text in their title, whatever the case.
        var words: String?
        /// What times without a zone are of.
        var floating: (any ZoneRules)?
    }

    private(set) var periods: [Period] = []
    /// Events that are transparent or cancelled.
    private(set) var free = 0
    /// Events that another title, or another time, leaves out.
    private(set) var others = 0
    /// What cannot be read, by line.
    private(set) var faults: [CalendarFault] = []

    /// The most occurrences of a file.
    private static let mostOccurrences = 20_000
    /// The most steps of all rules: days, weeks, months or years. A daily rule of a hundred years has 36 525.
    private static let mostSteps = 1_000_000

    private let wanted: Wanted
    private var zones: CalendarZones
    private var stepsLeft = mostSteps

    /// - Throws: `CalendarFault` where the file is no calendar. What is wrong with single events is in `faults`.
    init(_ bytes: [UInt8], _ wanted: Wanted) throws(CalendarFault) {
        let components = try CalendarComponent.read(try ContentLine.read(bytes)).flatMap(\.children)
        self.wanted = wanted
        zones = CalendarZones(components.filter { $0.name == "VTIMEZONE" }, floating: wanted.floating)
        let events = self.events(components.filter { $0.name == "VEVENT" })
        var replaced: [String: [CalendarTime]] = [:]
        for event in events { if let time = event.replaces, let uid = event.uid { replaced[uid, default: []].append(time) } }
        for event in events where event.isBusy {
            let without = event.exceptions + (event.replaces == nil ? event.uid.flatMap { replaced[$0] } ?? [] : [])
            note { absences throws(CalendarFault) in try absences.add(event, without: without) }
        }
    }

    /// The events that are looked at: those that take time, and those that stand for an occurrence of another.
    private mutating func events(_ components: [CalendarComponent]) -> [BusyEvent] {
        var events: [BusyEvent] = []
        for component in components {
            let (isBusy, isNamed) = (BusyEvent.isBusy(component), has(component.property("SUMMARY")?.words ?? ""))
            if !isBusy { free += 1 } else if !isNamed { others += 1 }
            guard isBusy && isNamed || component.property("RECURRENCE-ID") != nil else { continue }
            note { absences throws(CalendarFault) in
                events.append(try BusyEvent(component, isBusy: isBusy && isNamed, &absences.zones))
            }
        }
        return events
    }

    private func has(_ title: String) -> Bool { wanted.words.map { title.lowercased().contains($0.lowercased()) } ?? true }

    private mutating func note(_ body: (inout CalendarAbsences) throws(CalendarFault) -> Void) {
        do throws(CalendarFault) { try body(&self) } catch { faults.append(error) }
    }
}

extension CalendarAbsences {
    /// Adds the occurrences of an event that fall into the wanted time.
    private mutating func add(_ event: BusyEvent, without exceptions: [CalendarTime]) throws(CalendarFault) {
        let before = periods.count
        var excepted: Set<Int64> = []
        var exceptedDays: Set<Int> = []
        for exception in exceptions {
            // A date leaves out what begins on that day.
            if exception.second == nil { exceptedDays.insert(exception.date.daysSinceEpoch) }
            excepted.insert(try zones.instant(exception, event.line))
        }
        let rules = event.start.second == nil ? UniversalTime() : try zones.rules(of: event.start.zone, event.line)
        try occurrences(of: event, rules) { absences, date, start throws(CalendarFault) in
            guard !excepted.contains(start), !exceptedDays.contains(date.daysSinceEpoch) else { return }
            try absences.add(from: start, to: event.end(on: date, start, rules), event.line)
        }
        if periods.count == before { others += 1 }
    }

    private mutating func add(from start: Int64, to end: Int64, _ line: Int) throws(CalendarFault) {
        // What takes no time is no absence.
        guard start < end, end * 1000 > wanted.from.milliseconds, start * 1000 < wanted.until?.milliseconds ?? .max else { return }
        guard periods.count < CalendarAbsences.mostOccurrences else {
            throw CalendarFault(line, "the file has more than \(CalendarAbsences.mostOccurrences) occurrences; narrow them with --until")
        }
        guard let period = try? Period(start: Instant(seconds: start), end: Instant(seconds: end)) else { return }
        periods.append(period)
    }

    /// Calls for each beginning of an event, the first included, until its rule ends or the wanted time does.
    private mutating func occurrences(
        of event: BusyEvent, _ rules: any ZoneRules,
        _ body: (inout CalendarAbsences, CalendarDate, Int64) throws(CalendarFault) -> Void
    ) throws(CalendarFault) {
        func instant(_ date: CalendarDate) -> Int64 {
            let time = CalendarTime(date: date, second: event.start.second, zone: event.start.zone)
            return time.second == nil ? time.wallSeconds : rules.instant(wall: time.wallSeconds)
        }
        try body(&self, event.start.date, instant(event.start.date))
        guard let rule = event.rule, event.replaces == nil else { return }
        guard rule.count != nil || rule.until != nil || wanted.until != nil else {
            throw CalendarFault(rule.line, "RRULE has no end; say with --until up to when it is read")
        }
        var (count, step) = (1, 0)
        while let days = rule.days(ofStep: step, from: event.start.date) {
            guard stepsLeft > 0 else { throw CalendarFault(rule.line, "the rules of the file take more than \(Self.mostSteps) steps") }
            (stepsLeft, step) = (stepsLeft - 1, step + 1)
            for day in days where day > event.start.date {
                let start = instant(day)
                if let most = rule.count, count >= most { return }
                if let until = rule.until, isAfter(day, start, until, event) { return }
                if let until = wanted.until, start * 1000 >= until.milliseconds { return }
                count += 1
                try body(&self, day, start)
            }
        }
    }

    /// Whether an occurrence is after the end of its rule, which is a day, a time in UTC, or one by the event's own clock.
    private func isAfter(_ day: CalendarDate, _ start: Int64, _ until: CalendarTime, _ event: BusyEvent) -> Bool {
        if until.second == nil || event.start.second == nil { return day > until.date }
        if until.zone == .utc { return start > until.wallSeconds }
        return CalendarTime(date: day, second: event.start.second, zone: .floating).wallSeconds > until.wallSeconds
    }
}

extension BusyEvent {
    /// When an occurrence ends: days are counted by the wall clock, the rest exactly (RFC 5545 section 3.3.6).
    fileprivate func end(on date: CalendarDate, _ start: Int64, _ rules: any ZoneRules) -> Int64 {
        guard duration.days > 0 else { return start + duration.seconds }
        let last = CalendarDate(daysSinceEpoch: date.daysSinceEpoch + duration.days)
        let wall = CalendarTime(date: last, second: self.start.second, zone: .floating).wallSeconds
        return (self.start.second == nil ? wall : rules.instant(wall: wall)) + duration.seconds
    }
}
