import CRRTDomain

/// The time zones of a calendar file. What the file states goes before what the machine knows under the name, because programs write zones
/// of their own.
struct CalendarZones {
    private let stated: [String: CalendarComponent]
    /// What times without a zone are of; nil where they are refused.
    private let floating: (any ZoneRules)?
    private var known: [String: any ZoneRules] = [:]

    /// - Parameter components: `VTIMEZONE`, of all calendars of the file.
    init(_ components: [CalendarComponent], floating: (any ZoneRules)?) {
        stated = Dictionary(
            components.compactMap { component in component.property("TZID").map { ($0.value, component) } },
            uniquingKeysWith: { first, _ in first })
        self.floating = floating
    }

    /// - Throws: `CalendarFault` for a zone that neither the file nor the machine knows, and for a time without any.
    mutating func rules(of zone: CalendarTime.Zone, _ line: Int) throws(CalendarFault) -> any ZoneRules {
        switch zone {
        case .utc: return UniversalTime()
        case .floating:
            if let floating { return floating }
            throw CalendarFault(line, "the time has no zone; name it with --zone, such as --zone Europe/Tallinn")
        case .named(let name):
            if let rules = known[name] { return rules }
            let rules = try CalendarZones.rules(name, stated[name], line)
            known[name] = rules
            return rules
        }
    }

    private static func rules(
        _ name: String, _ stated: CalendarComponent?, _ line: Int
    ) throws(CalendarFault) -> any ZoneRules {
        guard let stated else {
            if let rules = MachineZone(name) { return rules }
            throw CalendarFault(line, "TZID=\(quoted(name)) is known neither to the file, as VTIMEZONE, nor to this machine")
        }
        do throws(CalendarFault) { return try ZoneOfFile(stated) } catch {
            if let rules = MachineZone(name) { return rules }
            throw error
        }
    }

    /// The instant of a time with its zone; of a whole day, its beginning in UTC, as days of absences are.
    mutating func instant(_ time: CalendarTime, _ line: Int) throws(CalendarFault) -> Int64 {
        time.second == nil ? time.wallSeconds : try rules(of: time.zone, line).instant(wall: time.wallSeconds)
    }
}
