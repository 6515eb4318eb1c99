import CRRTProtocol
import Varlink

/// A record as YAML for an editor: every field with a line above that says what it is, and those without a value as an example that is
/// commented out.
enum RecordYAML {
    struct Field {
        let name: String
        let what: String
        /// What may stand there, as JSON.
        let example: JSONValue
    }

    static func text<Record: RosterRecord>(_ record: Record, marking: String?) -> String {
        let object = (try? JSONObject(json: record.jsonBytes())) ?? [:]
        return text(object, fields(Record.rosterKind), [marking, editing(record.id)].compactMap { $0 })
    }

    /// What the first lines of an edit say.
    static func editing(_ id: String) -> String {
        "\(id): change what you like and save. Nothing is changed if the file is left as it is, or emptied."
    }

    /// - Parameters:
    ///   - fields: In the order in which they stand. Members of the object that are none of them follow, without an explanation.
    ///   - head: The first lines, as comments.
    static func text(_ object: JSONObject, _ fields: [Field], _ head: [String]) -> String {
        let top = head + ["Lines that begin with # count for nothing; take a # away to give a field a value."]
        let body = fields.flatMap { field in [""] + lines(field, object[field.name]) }
        let others = object.members.filter { member in !fields.contains { $0.name == member.name } }
        // A line break in a comment would make fields of what follows it.
        let comments = top.flatMap { $0.split(whereSeparator: \.isNewline) }.map { "# \($0)" }
        return (comments + body + others.flatMap { [""] + YAMLText.member($0.name, $0.value) }).joined(separator: "\n") + "\n"
    }

    private static func lines(_ field: Field, _ value: JSONValue?) -> [String] {
        let comment = "# \(field.what)"
        guard let value else { return [comment] + YAMLText.member(field.name, field.example).map { "#" + $0 } }
        return [comment] + YAMLText.member(field.name, sorted(value))
    }

    /// Skills and languages by their codes; the other members keep the contract's order.
    private static func sorted(_ value: JSONValue) -> JSONValue {
        guard case .object(let object) = value, object["state"] == nil, object["level"] == nil else { return value }
        return .object(JSONObject(object.members.sorted { $0.name < $1.name }))
    }

    /// The fields without which there is no record, each with what belongs there.
    static func required(_ kind: RosterKind) -> [RequiredField] {
        let names =
            switch kind {
            case .expert: ["id", "nation", "skills", "noticeHours", "mode"]
            case .team: ["id", "name", "nation", "members", "noticeHours"]
            case .effect: ["id", "nation", "title", "category", "kind", "leadHours", "classification", "releasableTo"]
            }
        return fields(kind).filter { names.contains($0.name) }.map {
            RequiredField(name: $0.name, what: "\($0.what) Such as \($0.example.jsonString())")
        }
    }

    // MARK: The fields

    static func fields(_ kind: RosterKind) -> [Field] {
        switch kind {
        case .expert: identity(kind.sampleID) + expert + offer
        case .team: identity(kind.sampleID) + team + offer
        case .effect: identity(kind.sampleID) + effect + offer
        }
    }

    private static func identity(_ example: String) -> [Field] {
        [
            Field(name: "id", what: "The nation, a dash, the nation's own handle. It cannot be changed.", example: .string(example)),
            Field(name: "nation", what: "ISO 3166-1 alpha-3. It cannot be changed.", example: "EST"),
        ]
    }

    private static let expert = [
        Field(name: "name", what: "Personal data, optional. It is removed by: crrtctl expert erase-name", example: "Mari Maasikas"),
        Field(
            name: "clearance", what: "NU, NR, NC, NS or CTS, and the last day it is valid; without it clearance is unknown.",
            example: ["level": "NS", "validUntil": "2028-06-30"]),
        Field(name: "accesses", what: "Beside the clearance.", example: ["ATOMAL", "BOHEMIA"]),
        Field(
            name: "skills", what: "Code and level: 1 aware, 2 assisted, 3 independent, 4 leads, 5 authority.", example: ["GX-SKL-001": 3]),
        Field(name: "languages", what: "ISO 639-3, and the STANAG 6001 profile.", example: ["eng": "3332"]),
        Field(name: "noticeHours", what: "Hours from order to ready.", example: 12),
        Field(name: "mode", what: "remote, onSite or both.", example: "both"),
        Field(name: "location", what: "Where from.", example: "Tallinn"),
        Field(
            name: "unavailable", what: "Periods; the end itself is free again.",
            example: [["start": "2027-07-01T00:00:00Z", "end": "2027-07-15T00:00:00Z"]]),
        Field(
            name: "externalCommitments", what: "Promised to euReserve, ucpm, nationalDuty or other, which the note names.",
            example: [["start": "2027-08-01T00:00:00Z", "end": "2027-09-01T00:00:00Z", "to": "euReserve", "note": "roster of August"]]),
        Field(name: "excludes", what: "Nations that this offer will not serve.", example: ["LVA"]),
        Field(name: "notWith", what: "Nations with whose people they do not serve.", example: ["ROU"]),
        Field(name: "teams", what: "Teams of other nations that the expert may serve in.", example: ["LVA-CRRT-1"]),
        Field(
            name: "partner", what: "The company that they work for, your agreement with it, and its last day.",
            example: ["name": "Cybernetica AS", "agreement": "MoD 2026/14", "until": "2027-06-30"]),
    ]

    private static let team = [
        Field(name: "name", what: "What it is called.", example: "First team"),
        Field(name: "members", what: "Experts; those of other nations count once their nation has named the team.", example: ["EST-0001"]),
        Field(name: "lead", what: "One of the members.", example: "EST-0001"),
        Field(name: "noticeHours", what: "Hours from order to ready.", example: 24),
        Field(name: "minimumStrength", what: "Fewest members with which it may go.", example: 3),
        Field(name: "excludes", what: "Nations that this offer will not serve.", example: ["LVA"]),
        Field(name: "notWith", what: "Nations with whose people they do not serve.", example: ["ROU"]),
        Field(name: "kit", what: "The team's own equipment.", example: "Forensic workstations, 20 TB of storage, satellite link"),
        Field(name: "transportKg", what: "What has to be carried, in kilograms.", example: 180),
        Field(name: "selfSufficientDays", what: "Days that it works without supplies.", example: 3),
        Field(name: "travelLeadHours", what: "Hours for visas and tickets, by destination.", example: ["TUR": 48]),
    ]

    private static let effect = [
        Field(name: "title", what: "What you call it; never a technique, a target or an access.", example: "National reference 7/A"),
        Field(name: "category", what: "defensive or offensive.", example: "defensive"),
        Field(name: "kind", what: "One lower-case word.", example: "sinkhole"),
        Field(name: "leadHours", what: "Hours from order to effect.", example: 24),
        Field(name: "conditions", what: "Under which it is offered.", example: "After a call to the national duty officer"),
        Field(name: "legalReview", what: "The reference of your legal review, never its text.", example: "LR 2026/114"),
        Field(
            name: "authorisedUntil", what: "From then on the effect is not authorised; no use is planned beyond it.",
            example: "2027-06-30T00:00:00Z"),
        Field(name: "classification", what: "Of this record: NU, NR, NC, NS or CTS.", example: "NR"),
        Field(name: "releasableTo", what: "Nations or groups that may know of it.", example: ["NATO"]),
    ]

    private static let offer = [
        Field(
            name: "offer",
            what: "offered, suspended or withdrawn. Without confirmedAt it is confirmed now, without validUntil it has no end.",
            example: ["state": "offered", "validUntil": "2027-12-31T00:00:00Z"]),
        Field(name: "revision", what: "As you read it: leave it as it is.", example: 1),
    ]
}
