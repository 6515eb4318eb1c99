import CRRTDomain
import CRRTProtocol
import Varlink

/// A request as YAML for an editor, every field with a line above that says what it is.
enum RequestYAML {
    static func text(_ object: JSONObject, _ head: [String]) -> String { RecordYAML.text(RequestFile.terms(object), fields, head) }

    /// The request in an edited text, its times resolved.
    ///
    /// - Throws: `failed` with the line of the field that is wrong, or with all required fields that are missing.
    static func request(_ yaml: YAMLRecord, now: Instant) throws(Failure) -> Requests.Request {
        var object = RequestFile.terms(yaml.record("request"))
        try RequestTimes.resolve(&object, now: now, from: yaml.name)
        do throws(JSONError) {
            return try Requests.Request(json: object.jsonBytes())
        } catch {
            throw RequiredField.failure(error, object, of: RequestTermOptions.required, source: yaml.name)
                ?? yaml.complaint(error.path, error.reason, isAboutName: error.kind == .unknown)
        }
    }

    /// In the order of the guided submission.
    private static let fields: [RecordYAML.Field] = [
        .init(name: "nation", what: "The requesting nation, ISO 3166-1 alpha-3.", example: "EST"),
        .init(name: "title", what: "What was hit and how, in one line. No names of people.", example: "Wiper at the ministry of health"),
        .init(name: "summary", what: "What has happened, for the nations that are asked.", example: "Since 02:00Z no file server answers."),
        .init(name: "classification", what: "The label of the request itself: NU, NR, NC, NS or CTS.", example: "NR"),
        .init(name: "releasableTo", what: "Nations or groups that may know of it; only they are asked.", example: ["NATO"]),
        .init(name: "excludes", what: "Nations that are not asked.", example: ["LVA"]),
        .init(name: "precedence", what: "routine, priority, immediate or flash.", example: "priority"),
        .init(name: "severity", what: "belowThreshold, grayZone or clearTrigger; it decides nothing.", example: "grayZone"),
        .init(name: "sector", what: "Such as energy, health or government.", example: "health"),
        .init(name: "mode", what: "onSite, remote or both.", example: "both"),
        .init(name: "location", what: "Where.", example: "Tallinn"),
        .init(name: "start", what: "When the work begins: 2027-03-01 06:00Z, +48h, monday 06:00Z.", example: "+48h"),
        .init(name: "end", what: "When it ends; +14d is 14 days after the start.", example: "+14d"),
        .init(name: "replyBy", what: "When an answer is needed.", example: "+12h"),
        .init(name: "maxNoticeHours", what: "The longest notice that helps: hours, 48h or 2d.", example: 48),
        .init(name: "ownNationals", what: "Whether the nation's own experts may be chosen.", example: false),
        .init(name: "noPartners", what: "Whether nobody who works for a company of industry may be chosen.", example: true),
        .init(
            name: "seats",
            what: "Who is needed: skill, least level 1 to 5, how many, least clearance, whether one of them leads.",
            example: [["skill": "GX-SKL-001", "minLevel": 3, "count": 1, "minClearance": "NR"]]),
        .init(name: "languages", what: "ISO 639-3, and the STANAG 6001 profile.", example: ["eng": "3332"]),
        .init(name: "mission", what: "respond, prevent, assess or exercise.", example: "respond"),
        .init(
            name: "incident",
            what: "Class, sectors, when it began and was found, impact, measures, other help; crrtctl sector list, incident-class list.",
            example: [
                "class": "malicious-code.infected-system", "sectors": ["I.5"], "entities": ["Registry"], "began": "-36h",
                "impact": ["people": 12000],
            ]),
        .init(name: "legalBasis", what: "The rules under which foreign people work there, by reference.", example: "NATO SOFA"),
        .init(name: "costRule", what: "Who pays for what.", example: "Costs lie where they fall"),
        .init(name: "costEstimate", what: "For information.", example: "40000 EUR"),
        .init(name: "shareWith", what: "Nations or groups that are made aware of it, within releasableTo.", example: ["LVA"]),
        .init(name: "references", what: "Tickets and messages where the matter is written down, too.", example: ["ticket 2026-0417"]),
        .init(name: "campaigns", what: "Campaigns that it is taken for a part of; crrtctl campaign list.", example: ["CMP-483920"]),
        .init(name: "effects", what: "Kinds of effect that are needed.", example: ["sinkhole"]),
    ]
}

extension YAMLRecord {
    /// The daemon's refusal of a field of the request with the line of that field; any other failure as it is.
    func explained(_ failure: Failure) -> Failure {
        guard let wrong = failure.remote?.as(Service.InvalidRecord.self) else { return failure }
        return complaint(wrong.field.hasPrefix("request.") ? String(wrong.field.dropFirst(8)) : wrong.field, wrong.reason)
    }
}
