import CRRTDomain

/// An event of a calendar that crrtctl writes (RFC 5545 section 3.6.1).
struct CalendarEvent: Equatable {
    enum Status: String {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// What stays the same in each calendar that is printed: the record and what of it the event is. A domain follows it.
    var uid: String
    /// Rises with each change of the record.
    var sequence: Int
    var start: Instant
    /// nil for a moment, such as a deadline.
    var end: Instant?
    var summary: String
    /// The lines of the description.
    var details: [String]
    var status: Status
    /// Whether it takes the time of those whose calendar it is in. A cancelled event takes none.
    var takesTime: Bool
}

/// A calendar of events, all under one label.
///
/// Each event bears the label of the whole, because a calendar program copies, shows and sends it without the rest.
struct CalendarDocument {
    var name: String
    var marking: Marking?
    /// When it is written.
    var now: Instant
    var events: [CalendarEvent]

    /// By the start, then the UID.
    var text: String {
        var writer = CalendarText()
        writer.add("BEGIN", "VCALENDAR")
        writer.add("VERSION", "2.0")
        writer.add("PRODID", "-//crrtd.io//crrtctl//EN")
        writer.add("CALSCALE", "GREGORIAN")
        writer.add("METHOD", "PUBLISH")
        let title = [shortLabel, name].compactMap { $0 }.joined(separator: " ")
        writer.add("NAME", text: title)
        writer.add("X-WR-CALNAME", text: title)
        if let label { writer.add("X-CRRTD-MARKING", text: label) }
        for event in events.sorted(by: { ($0.start, $0.uid) < ($1.start, $1.uid) }) { add(event, to: &writer) }
        writer.add("END", "VCALENDAR")
        return writer.text
    }

    private func add(_ event: CalendarEvent, to writer: inout CalendarText) {
        writer.add("BEGIN", "VEVENT")
        writer.add("UID", text: event.uid + "@crrtd.io")
        writer.add("DTSTAMP", now)
        writer.add("SEQUENCE", "\(event.sequence)")
        writer.add("DTSTART", event.start)
        if let end = event.end { writer.add("DTEND", end) }
        writer.add("SUMMARY", text: [shortLabel.map { $0 + ":" }, event.summary].compactMap { $0 }.joined(separator: " "))
        writer.add("DESCRIPTION", text: ([label] + event.details + [label]).compactMap { $0 }.joined(separator: "\n"))
        writer.add("STATUS", event.status.rawValue)
        writer.add("TRANSP", event.takesTime && event.status != .cancelled ? "OPAQUE" : "TRANSPARENT")
        // Of the three classes (section 3.8.1.3), the one that programs show to the owner alone. It is no NATO classification.
        writer.add("CLASS", "CONFIDENTIAL")
        if let label { writer.add("X-CRRTD-MARKING", text: label) }
        writer.add("END", "VEVENT")
    }

    /// The whole label. That a no-duff message stands is left out, because it is true of the moment and not of the file.
    private var label: String? {
        var label = marking
        label?.hasNoDuff = false
        return label?.line
    }

    /// What fits before a title: `EXERCISE NR`.
    private var shortLabel: String? { Marking(isExercise: marking?.isExercise ?? false, classification: marking?.classification).line }
}
