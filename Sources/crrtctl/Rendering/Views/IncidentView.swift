import CRRTProtocol

/// What is known of an incident, as part of the page of a request.
enum IncidentView {
    static func blocks(_ incident: Requests.Incident, titles: [String: String], _ times: TimeStyle) -> [Block] {
        [.heading("Incident"), .fields(fields(incident, titles: titles, times))]
    }

    /// - Parameter titles: What the codes of class and sectors stand for, by code.
    static func fields(_ incident: Requests.Incident, titles: [String: String], _ times: TimeStyle) -> [Block.Field] {
        func named(_ code: String) -> String { titles[code].map { "\(code) (\($0))" } ?? code }
        func lines(_ texts: [String]?) -> String? { texts?.joined(separator: "\n") }
        let impact = incident.impact
        return [
            .init("class", incident.class.map(named)), .init("sectors", lines(incident.sectors?.map(named))),
            .init("entities", lines(incident.entities)), .init("began", incident.began.map(times.full)),
            .init("found", incident.found.map(times.full)), .init("people", impact?.people.map { "\($0) affected" }),
            .init("services", lines(impact?.services)), .init("spill-over", impact?.spillOver?.joined(separator: " ")),
            .init("measures", incident.measures), .init("other help", lines(incident.otherHelp)),
            .init("attribution", incident.attribution?.note), .init("confidence", incident.attribution?.confidence.rawValue),
        ]
    }
}
