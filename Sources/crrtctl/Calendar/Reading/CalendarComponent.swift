import CRRTDomain

/// A component of a calendar: what stands between `BEGIN:VEVENT` and `END:VEVENT` (RFC 5545 section 3.6).
struct CalendarComponent {
    /// In capital letters.
    let name: String
    /// The line of its `BEGIN`.
    let line: Int
    private(set) var properties: [ContentLine] = []
    private(set) var children: [CalendarComponent] = []

    /// How deep components may lie in each other. The standard's own go three deep.
    private static let mostDepth = 8

    /// The calendars of a file; mostly one.
    ///
    /// - Throws: `CalendarFault` where components do not end as they begin, or the file is no calendar.
    static func read(_ lines: [ContentLine]) throws(CalendarFault) -> [CalendarComponent] {
        var (calendars, open): ([CalendarComponent], [CalendarComponent]) = ([], [])
        for line in lines {
            switch line.name {
            case "BEGIN":
                guard open.count < mostDepth else { throw CalendarFault(line.line, "lies more than \(mostDepth) components deep") }
                guard !open.isEmpty || line.value.uppercased() == "VCALENDAR" else {
                    throw CalendarFault(line.line, "begins \(quoted(line.value)) outside a VCALENDAR")
                }
                open.append(CalendarComponent(name: line.value.uppercased(), line: line.line))
            case "END":
                guard let ended = open.popLast(), ended.name == line.value.uppercased() else {
                    throw CalendarFault(line.line, "ends \(quoted(line.value)), which is not what began last")
                }
                if open.isEmpty { calendars.append(ended) } else { open[open.count - 1].children.append(ended) }
            default:
                guard !open.isEmpty else { throw CalendarFault(line.line, "stands outside a VCALENDAR; is this an iCalendar file?") }
                open[open.count - 1].properties.append(line)
            }
        }
        if let left = open.last { throw CalendarFault(left.line, "begins \(left.name), which does not end") }
        guard !calendars.isEmpty else { throw CalendarFault(1, "the file has no VCALENDAR; is this an iCalendar file?") }
        return calendars
    }

    private init(name: String, line: Int) { (self.name, self.line) = (name, line) }

    /// The first property of this name.
    func property(_ name: String) -> ContentLine? { properties.first { $0.name == name } }

    /// All properties of this name.
    func properties(_ name: String) -> [ContentLine] { properties.filter { $0.name == name } }
}
