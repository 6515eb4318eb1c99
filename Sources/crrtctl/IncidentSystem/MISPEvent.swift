import CRRTDomain
import Varlink

/// An event of MISP in its JSON format, with or without the `Event` around it.
enum MISPEvent {
    private static let threats = ["1": "high", "2": "medium", "3": "low"]

    static func read(_ document: JSONObject) throws(InvalidField) -> IncidentCase {
        let event = try event(document)
        guard let info = event.foreignText("info") else {
            throw InvalidField("Event.info", "is missing; an event of MISP has it, and a collection of indicators alone does not")
        }
        let id = event.foreignText("uuid", "id").flatMap { ForeignText.line($0, most: 60) }
        var found = IncidentCase(reference: id.map { "MISP event \($0)" } ?? "MISP event")
        found.title = ForeignText.line(info)
        found.summary = summary(event)
        let date = event.foreignText("date")
        found.found = date.flatMap(ForeignTime.instant)
        if let date, found.found == nil { found.notes.append("its date cannot be read: \(quoted(date))") }
        found.began = attributes(event).compactMap { $0.foreignText("first_seen").flatMap(ForeignTime.instant) }.min()
        let tags = tags(event)
        let texts = report(event).map { [$0] } ?? comments(event)
        found.read(lights: (tags + texts.flatMap(own)).filter(TrafficLight.isMeant))
        found.classes = tags.compactMap(incidentClass)
        found.sector = tags.compactMap { value(of: $0, in: "misp-galaxy:sector") }.first.flatMap { ForeignText.line($0) }
        return found
    }

    /// `{"Event": …}`, what a search answers with, or the event itself.
    private static func event(_ document: JSONObject) throws(InvalidField) -> JSONObject {
        if let event = document["Event"]?.objectValue { return event }
        guard let answer = document["response"]?.arrayValue else { return document }
        let events = answer.compactMap { $0.objectValue?["Event"]?.objectValue }
        guard events.count == 1 else {
            throw InvalidField("response", "has \(counted(events.count, "event", "events")); export the one that the request is about")
        }
        return events[0]
    }

    /// Those of the event and of its objects, without deleted ones.
    private static func attributes(_ event: JSONObject) -> [JSONObject] {
        (event.foreignList("Attribute") + event.foreignList("Object").filter(isKept).flatMap { $0.foreignList("Attribute") })
            .filter(isKept)
    }

    private static func isKept(_ object: JSONObject) -> Bool {
        switch object["deleted"] {
        case .bool(true)?: false
        case .integer(let number)?: number == 0
        case .string(let text)?: ["", "0", "false"].contains(text.lowercased())
        default: true
        }
    }

    /// The report that people wrote beside the event; nil where there is none.
    private static func report(_ event: JSONObject) -> JSONObject? {
        event.foreignList("EventReport").first { isKept($0) && $0.foreignText("content") != nil }
    }

    private static func comments(_ event: JSONObject) -> [JSONObject] {
        Array(attributes(event).filter { $0.foreignText("type") == "comment" && $0.foreignText("value") != nil }.prefix(20))
    }

    /// The tags of an object itself.
    private static func own(_ object: JSONObject) -> [String] { object.foreignList("Tag").compactMap { $0.foreignText("name") } }

    /// Those of the event itself: an attribute's are about one indicator.
    private static func tags(_ event: JSONObject) -> [String] {
        own(event)
            + event.foreignList("Galaxy").flatMap { $0.foreignList("GalaxyCluster") }.compactMap { $0.foreignText("tag_name") }
    }

    /// The report that people wrote beside the event, else the comments in it; and how much else it holds.
    private static func summary(_ event: JSONObject) -> String? {
        let attributes = attributes(event)
        let comments = comments(event).compactMap { $0.foreignText("value") }
        let text = (report(event)?.foreignText("content") ?? (comments.isEmpty ? nil : comments.joined(separator: "\n")))
            .flatMap { ForeignText.lines($0, most: 7000) }
        let threat = event.foreignText("threat_level_id").flatMap { threats[$0] }
        let last =
            "The event has \(counted(attributes.count, "attribute", "attributes"))"
            + (threat.map { "; its threat level there is \($0)." } ?? ".")
        return [text, last].compactMap { $0 }.joined(separator: "\n\n")
    }

    /// `ecsirt:malicious-code="ransomware"` is `malicious-code:ransomware`; nil for a tag of another taxonomy.
    private static func incidentClass(_ tag: String) -> String? {
        let small = tag.lowercased()
        guard let colon = small.firstIndex(of: ":"), ["rsit", "ecsirt", "cert-xlm"].contains(String(small[..<colon])) else { return nil }
        return small[small.index(after: colon)...].filter { $0 != "\"" }.split(separator: "=").joined(separator: ":")
    }

    /// The value in `misp-galaxy:sector="Energy"`.
    private static func value(of tag: String, in predicate: String) -> String? {
        guard tag.lowercased().hasPrefix(predicate + "=\""), tag.hasSuffix("\"") else { return nil }
        return String(tag.dropFirst(predicate.utf8.count + 2).dropLast())
    }
}
