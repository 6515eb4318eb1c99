import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

/// The terms of a request as options. An option replaces the file's value.
struct RequestTermOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The requesting nation; your own if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(help: "What it is about, one line.")
    var title: String?

    @Option(help: "What has happened.")
    var summary: String?

    @Option(
        name: .customLong("seat"), parsing: .singleValue,
        help: ArgumentHelp(
            """
            People who are needed: \(SeatInput.form); level 1 to 5. GX-SKL-001:4x2@NS,lead is two people at level 4, \
            cleared for NS, one of whom leads. Give it once per line.
            """,
            valueName: "seat"), completion: .skills, transform: ArgumentTransform.seat)
    var seats: [Requests.Seat] = []

    @Option(help: "The request's own label.")
    var classification: Requests.Classification?

    @Option(help: ArgumentHelp("Who may know: nations or groups, such as NATO.", valueName: "n,n"), transform: ArgumentTransform.names)
    var relTo: [String]?

    @Option(help: ArgumentHelp("Nations that are not asked.", valueName: "n,n"), transform: ArgumentTransform.names)
    var exclude: [String]?

    @Option(help: "Informs priority, decides nothing.")
    var severity: Requests.Request.Severity?

    @Option(help: "How urgent.")
    var precedence: Requests.Request.Precedence?

    @Option(help: "How the work can be done (default for a new one: both).")
    var mode: Requests.Request.Mode?

    @Option(help: "Where.")
    var location: String?

    @Option(help: "Such as energy.")
    var sector: String?

    @Option(help: ArgumentHelp("When the work begins.", valueName: "time"), transform: ArgumentTransform.time)
    var start: String?

    @Option(
        name: [.long, .customLong("until")], help: ArgumentHelp("When it ends; +14d is 14 days after the start.", valueName: "time"),
        transform: ArgumentTransform.timeAfterStart)
    var end: String?

    @Option(help: ArgumentHelp("When an answer is needed.", valueName: "time"), transform: ArgumentTransform.time)
    var replyBy: String?

    @Option(help: ArgumentHelp("The longest notice that helps, such as 48h.", valueName: "hours"), transform: ArgumentTransform.hours)
    var maxNotice: Int?

    @Flag(help: "The requesting nation's own experts may be chosen.")
    var ownNationals = false

    @Flag(inversion: .prefixedNo, help: "Whether people who work for a company of industry may be chosen (by default they may).")
    var partners: Bool?

    @Option(
        name: .customLong("effect"), parsing: .singleValue,
        help: ArgumentHelp("A kind of effect that is needed, such as sinkhole; several allowed.", valueName: "kind"))
    var effects: [String] = []

    @Option(
        name: .customLong("language"), parsing: .singleValue,
        help: ArgumentHelp("A language with its STANAG 6001 profile, such as eng:3332; several allowed.", valueName: "code:profile"),
        transform: ArgumentTransform.language)
    var languages: [(code: String, profile: String)] = []

    @Option(help: "What the team is to do.")
    var mission: Requests.Request.Mission?

    @Option(help: ArgumentHelp("The rules under which foreign people work there, by reference: SOFA, MoU.", valueName: "text"))
    var legalBasis: String?

    @Option(help: ArgumentHelp("Who pays for what.", valueName: "text"))
    var costRule: String?

    @Option(help: ArgumentHelp("What it may cost, such as '40000 EUR'.", valueName: "text"))
    var costEstimate: String?

    @Option(
        help: ArgumentHelp("Who is made aware of it without being asked: nations or groups that may know.", valueName: "n,n"),
        transform: ArgumentTransform.names)
    var shareWith: [String]?

    @Option(
        name: .customLong("reference"), parsing: .singleValue,
        help: ArgumentHelp("Where else it is written down: a ticket, a message; several allowed, '' for none.", valueName: "text"))
    var references: [String] = []

    @Option(
        name: .customLong("campaign"), parsing: .singleValue,
        help: ArgumentHelp("A campaign that it is taken for a part of; several allowed.", valueName: "id"), completion: .campaigns,
        transform: ArgumentTransform.id)
    var campaigns: [String] = []

    @OptionGroup(title: "Incident")
    var incident: IncidentOptions
}

extension RequestTermOptions {
    /// Writes the stated options into the object.
    func apply(to object: inout JSONObject) {
        let texts: [(String, String?)] = [
            ("nation", nation), ("title", title), ("summary", summary), ("classification", classification?.rawValue),
            ("severity", severity?.rawValue), ("precedence", precedence?.rawValue), ("mode", mode?.rawValue), ("location", location),
            ("sector", sector), ("mission", mission?.rawValue), ("legalBasis", legalBasis),
            ("costRule", costRule), ("costEstimate", costEstimate), ("start", start), ("end", end), ("replyBy", replyBy),
        ]
        for (name, value) in texts { if let value { object[name] = .string(value) } }
        for (name, value) in [
            ("releasableTo", relTo), ("excludes", exclude), ("shareWith", shareWith), ("effects", effects.isEmpty ? nil : effects),
            ("references", references.isEmpty ? nil : references.filter { !$0.isEmpty }),
            ("campaigns", campaigns.isEmpty ? nil : campaigns),
        ] {
            if let value { object[name] = .array(value.map { .string($0) }) }
        }
        if let maxNotice { object["maxNoticeHours"] = .integer(Int64(maxNotice)) }
        if ownNationals { object["ownNationals"] = true }
        if let partners { object["noPartners"] = .bool(!partners) }
        if !seats.isEmpty { object["seats"] = .array(seats.compactMap { try? JSONValue(json: $0.jsonBytes()) }) }
        if !languages.isEmpty {
            object["languages"] = .object(JSONObject(languages.map { .init(name: $0.code, value: .string($0.profile)) }))
        }
        incident.apply(to: &object)
    }

    /// The request that an object of file and options describes.
    static func request(_ object: JSONObject, from source: String) throws(Failure) -> Requests.Request {
        var object = object
        // A request may ask for effects alone.
        if object["seats"] == nil, object["effects"]?.arrayValue?.isEmpty == false { object["seats"] = [] }
        do throws(JSONError) {
            return try Requests.Request(json: object.jsonBytes())
        } catch {
            var failure =
                RequiredField.failure(error, object, of: required, source: source)
                ?? Failure(.failed, (source.isEmpty ? "" : source + ": ") + "\(error.path): \(error.reason)")
            if error.kind == .missing, source.isEmpty { failure.status = .usage }
            failure.next = "crrtctl request submit --help"
            throw failure
        }
    }

    /// The required fields, each with the option that sets it.
    static let required = [
        ("nation", "--nation EST"), ("title", "--title TEXT"), ("classification", "--classification NR"),
        ("releasableTo", "--rel-to NATO"), ("mode", "--mode both"), ("start", "--start +48h"), ("end", "--end +14d"),
        ("seats", "--seat GX-SKL-001:3"),
    ].map { RequiredField(name: $0.0, what: "give \($0.1)") }
}
