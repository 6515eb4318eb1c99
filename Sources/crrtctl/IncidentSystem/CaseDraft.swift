import CRRTDomain
import Varlink

/// The request that a case of an incident system begins, with what its filer has to know of it. It lacks what no such case has: who may
/// know, the period, and who is needed.
struct CaseDraft {
    let found: IncidentCase
    /// The nation that the caller speaks for; nil where they speak for none.
    let nation: String?
    /// What the caller may read; nil where that is not known. No label above it is proposed.
    let clearance: Classification?
    /// The lowest label here.
    let floor: Classification
    /// The codes of the catalogue of incident classes.
    let classes: Set<String>
    let now: Instant

    var request: JSONObject {
        var request = JSONObject()
        request["nation"] = nation.map { .string($0) }
        request["title"] = found.title.map { .string($0) }
        request["summary"] = found.summary.map { .string($0) }
        request["classification"] = label.map { .string($0.rawValue) }
        request["sector"] = sector.map { .string($0) }
        request["mode"] = "both"
        var incident = JSONObject()
        incident["class"] = incidentClass.map { .string($0) }
        incident["began"] = began.map { .string($0.description) }
        incident["found"] = opened.map { .string($0.description) }
        if !incident.members.isEmpty { request["incident"] = .object(incident) }
        request["references"] = .array([.string(found.reference)])
        return request
    }

    /// The proposed label; nil where the case has no traffic light or nothing is known of the caller's clearance.
    var label: Classification? {
        guard let tlp = found.tlp, let clearance else { return nil }
        return min(max(tlp.proposal, floor), clearance)
    }

    /// In the spelling of the templates: `energy`.
    private var sector: String? { found.sector?.lowercased() }

    private var incidentClass: String? {
        found.classes.lazy.compactMap { IncidentClassMapping.code($0, known: classes) }.first
    }

    private var began: Instant? { found.began.flatMap { $0 <= now ? $0 : nil } }

    /// A case is often opened with a date alone, which is before an event of the same day.
    private var opened: Instant? {
        found.found.flatMap { opened in opened <= now && opened >= (began ?? opened) ? opened : nil }
    }

    /// What to look at, one sentence and one line each. They quote what another system wrote.
    var notes: [String] { facts.compactMap { ForeignText.line($0, most: 500) } }

    private var facts: [String] {
        var notes = found.notes
        switch (found.tlp, label) {
        case (let tlp?, let label?):
            let proposed =
                tlp.proposal > label
                ? "\(tlp.proposal.rawValue) would fit, but \(label.rawValue) is the highest that you may read; ask your security office"
                : "the label \(label.rawValue) is proposed, decide on it"
            notes.append("\(tlp.name) is no classification: \(proposed)")
        case (let tlp?, nil): notes.append("\(tlp.name): no label is proposed, because you have no clearance here")
        case (nil, _): notes.append("no traffic light was found, so no label is proposed")
        }
        if found.title == nil { notes.append("the case has no name that can be a title") }
        if !found.classes.isEmpty, incidentClass == nil {
            notes.append("its class \(quoted(found.classes[0])) is in no catalogue here; 'crrtctl incident-class list WORDS' finds one")
        }
        if found.began != began { notes.append("its earliest event is ahead of the clock and was left out") }
        if let day = found.found, opened == nil, began.map({ !day.isSameDay(as: $0) }) ?? true {
            notes.append("the day on which it was opened does not fit its events and was left out")
        }
        return notes
    }

    /// The first lines of the text.
    var head: [String] {
        ["From \(ForeignText.line(found.reference) ?? "a case"), not checked yet: take names of people and systems out."] + notes
    }
}

extension Instant {
    /// Whether both are of one day in UTC.
    fileprivate func isSameDay(as other: Instant) -> Bool { description.prefix(10) == other.description.prefix(10) }
}
