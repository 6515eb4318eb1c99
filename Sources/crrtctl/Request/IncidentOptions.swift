import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

/// What is known of the incident, as options. An option replaces what is there; an empty text removes it.
struct IncidentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Such as availability.ddos; 'incident-class list WORDS' finds it.", valueName: "code"))
    var incidentClass: String?

    @Option(
        name: .customLong("sector-code"), parsing: .singleValue,
        help: ArgumentHelp("Such as I.1.a; 'sector list WORDS' finds it. Several allowed.", valueName: "code"))
    var sectors: [String] = []

    @Option(
        name: .customLong("entity"), parsing: .singleValue,
        help: ArgumentHelp("An affected organisation; several allowed.", valueName: "name"))
    var entities: [String] = []

    @Option(
        parsing: .unconditional, help: ArgumentHelp("When it began, such as -36h or 'yesterday 22:00Z'.", valueName: "time"),
        transform: ArgumentTransform.past)
    var began: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("When it was found.", valueName: "time"), transform: ArgumentTransform.past)
    var found: String?

    @Option(help: ArgumentHelp("How many people are affected.", valueName: "count"), transform: ArgumentTransform.count)
    var people: JSONValue?

    @Option(
        name: .customLong("service"), parsing: .singleValue,
        help: ArgumentHelp("A service that is out or degraded; several allowed.", valueName: "name"))
    var services: [String] = []

    @Option(help: ArgumentHelp("Other nations that it reaches.", valueName: "n,n"), transform: ArgumentTransform.names)
    var spillOver: [String]?

    @Option(help: ArgumentHelp("What has been done about it.", valueName: "text"))
    var measures: String?

    @Option(
        name: .customLong("other-help"), parsing: .singleValue,
        help: ArgumentHelp("Other help under way: EU Reserve, UCPM, a vendor. Several allowed.", valueName: "text"))
    var otherHelp: [String] = []

    @Option(help: ArgumentHelp("Who is thought to be behind it, on what grounds.", valueName: "text"))
    var attribution: String?

    @Option(help: "How sure that is (default: low).")
    var confidence: Requests.Attribution.Confidence?
}

extension IncidentOptions {
    /// Whether no option is given.
    var isEmpty: Bool {
        [incidentClass, began, found, measures, attribution, confidence?.rawValue].allSatisfy { $0 == nil } && people == nil
            && spillOver == nil && [sectors, entities, services, otherHelp].allSatisfy(\.isEmpty)
    }

    /// Writes the stated options into the request's incident.
    func apply(to request: inout JSONObject) {
        let before = request["incident"]?.objectValue ?? [:]
        var (incident, impact) = (before, before["impact"]?.objectValue ?? [:])
        set(&incident, texts: [("class", incidentClass), ("began", began), ("found", found), ("measures", measures)])
        set(&incident, lists: [("sectors", sectors), ("entities", entities), ("otherHelp", otherHelp)])
        if people == JSONValue.null { impact["people"] = Optional.none } else if let people { impact["people"] = people }
        set(&impact, lists: [("services", services), ("spillOver", spillOver.map { $0.isEmpty ? [""] : $0 } ?? [])])
        incident["impact"] = impact.members.isEmpty ? nil : .object(impact)
        var thought = before["attribution"]?.objectValue ?? [:]
        set(&thought, texts: [("note", attribution), ("confidence", confidence?.rawValue)])
        if thought["note"] != nil, thought["confidence"] == nil { thought["confidence"] = "low" }
        incident["attribution"] = attribution == "" || thought.members.isEmpty ? nil : .object(thought)
        if incident != before { request["incident"] = .object(incident) }
    }

    private func set(_ object: inout JSONObject, texts: [(String, String?)]) {
        for (name, text) in texts { if let text { object[name] = text.isEmpty ? nil : .string(text) } }
    }

    private func set(_ object: inout JSONObject, lists: [(String, [String])]) {
        for (name, list) in lists where !list.isEmpty { object[name] = list == [""] ? nil : .array(list.map { .string($0) }) }
    }
}
