import CRRTDomain
import Varlink

/// What a case of an incident system says that a request can begin with. Texts are cut and cleaned, and no person has checked them.
struct IncidentCase: Equatable {
    /// The case in its own system: `MISP event 5f2c…`.
    var reference: String
    /// One line; nil where the case has no name.
    var title: String?
    var summary: String?
    /// The sector that is named first, as the system has it: `Energy`.
    var sector: String?
    /// The earliest event.
    var began: Instant?
    /// The day or time at which the case was opened.
    var found: Instant?
    /// Classes of taxonomies, as `predicate:value` in small letters.
    var classes: [String] = []
    /// The strictest mark; nil where there is none.
    var tlp: TrafficLight?
    /// What a person has to know of how it was read.
    var notes: [String] = []

    /// Takes the strictest of some marks. One that is not understood may be the strictest, so that there is none then.
    mutating func read(lights marks: [String]) {
        let unknown = marks.first { TrafficLight($0) == nil }
        if let unknown { notes.append("\(quoted(unknown)) is no traffic light that is known here; read it yourself") }
        tlp = unknown == nil ? marks.compactMap(TrafficLight.init).max() : nil
    }
}

/// The systems whose cases can be read.
enum IncidentSystem: String, CaseIterable, Sendable {
    case iris, misp

    /// - Throws: `InvalidField` where the object is no case of this system.
    func read(_ object: JSONObject) throws(InvalidField) -> IncidentCase {
        switch self {
        case .iris: try IRISReport.read(object)
        case .misp: try MISPEvent.read(object)
        }
    }
}
