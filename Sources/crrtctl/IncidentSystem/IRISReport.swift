import CRRTDomain
import Varlink

/// The report of a case of DFIR-IRIS as JSON: `{case, evidences, timeline, iocs, assets, tasks, notes, export_date}`.
enum IRISReport {
    static func read(_ report: JSONObject) throws(InvalidField) -> IncidentCase {
        guard let details = report["case"]?.objectValue else {
            throw InvalidField("case", "is missing; a case report of DFIR-IRIS has it (Generate report, JSON)")
        }
        guard details["name"] != nil || details["case_name"] != nil else {
            throw InvalidField("case.name", "is missing; this is no case report of DFIR-IRIS")
        }
        let number = details.foreignText("case_id", "soc_id", "case_soc_id").flatMap { ForeignText.line($0, most: 60) }
        var found = IncidentCase(reference: number.map { "IRIS case \($0)" } ?? "IRIS case")
        found.title = details.foreignText("name", "case_name").flatMap { ForeignText.line(withoutNumber($0)) }
        found.summary = summary(report, details)
        let open = details.foreignText("initial_date", "open_date", "case_open_date")
        found.found = open.flatMap(ForeignTime.instant)
        if let open, found.found == nil { found.notes.append("the day on which it was opened cannot be read: \(quoted(open))") }
        found.began = report.foreignList("timeline").compactMap { $0.foreignText("event_date").flatMap(ForeignTime.instant) }.min()
        found.classes = classes(details)
        found.read(lights: report.foreignList("iocs").compactMap(light))
        if found.tlp != nil { found.notes.append("the traffic light is the strictest of the indicators; the case itself has none") }
        return found
    }

    /// IRIS puts `#42 - ` before the name of a case.
    private static func withoutNumber(_ name: String) -> String {
        guard name.hasPrefix("#"), let dash = name.firstRange(of: " - "), name[..<dash.lowerBound].dropFirst().allSatisfy(\.isNumber)
        else { return name }
        return String(name[dash.upperBound...])
    }

    private static func summary(_ report: JSONObject, _ details: JSONObject) -> String? {
        let assets = report.foreignList("assets")
        let hit = assets.count { asset in
            asset["compromised"]?.boolValue == true || asset["asset_compromised"]?.boolValue == true
                || asset["asset_compromise_status_id"]?.integerValue == 1
        }
        let parts = [
            counted(assets.count, "asset", "assets") + (hit > 0 ? " (\(hit) compromised)" : ""),
            counted(report.foreignList("iocs").count, "indicator", "indicators"),
            counted(report.foreignList("timeline").count, "event", "events"),
        ]
        let severity = (details["severity"]?.objectValue?.foreignText("severity_name")).flatMap { ForeignText.line($0, most: 40) }
        let last = "The case has \(parts.joined(separator: ", "))" + (severity.map { "; its severity there is \($0)." } ?? ".")
        let text = details.foreignText("description", "case_description").flatMap { ForeignText.lines($0, most: 7000) }
        return [text, last].compactMap { $0 }.joined(separator: "\n\n")
    }

    /// `malicious-code:ransomware`, as a text or as an object with that name.
    private static func classes(_ details: JSONObject) -> [String] {
        let object = details["classification"]?.objectValue
        let name = object?.foreignText("name") ?? details.foreignText("classification", "classification_name")
        return name.map { [$0.lowercased()] } ?? []
    }

    private static func light(_ indicator: JSONObject) -> String? {
        indicator["tlp"]?.objectValue?.foreignText("tlp_name") ?? indicator.foreignText("tlp_name", "ioc_tlp", "tlp")
    }
}
