public import CRRTDomain
public import Varlink

/// Terms as JSON in the form of RFC 8785: members sorted by name, absent ones left out, no blanks. Their digest is the SHA-256 of it.
extension Terms {
    /// The terms as an object whose members are sorted.
    public var object: JSONObject {
        JSONObject.sorted([
            ("batch", batch.map { .integer(Int64($0)) }),
            ("commander", commander.map { .string($0.description) }),
            ("costRule", costRule.map { .string($0) }),
            ("elements", .array(parts.map { .object($0.object) })),
            ("host", .string(host.description)),
            (
                "label",
                .object(
                    .sorted([
                        ("classification", .string(classification.rawValue)), ("releasableTo", JSONValue.texts(releasableTo)),
                    ]))
            ),
            ("legalBasis", legalBasis.map { .string($0) }),
            ("mode", .string(mode.rawValue)),
            ("nation", .string(nation.description)),
            ("place", place.map { .string($0) }),
            (
                "purpose",
                .object(
                    .sorted([
                        ("mission", purpose.mission.map { .string($0.rawValue) }),
                        ("sector", purpose.sector.map { .string($0) }), ("severity", purpose.severity.map { .string($0.rawValue) }),
                        ("summary", purpose.summary.map { .string($0) }),
                    ]))
            ),
            ("tasking", .string(tasking.description)),
            ("team", team.map { .string($0.text) }),
            ("version", .integer(Int64(Terms.version))),
        ])
    }

    /// Reads terms back.
    ///
    /// - Throws: `InvalidField` with the path of the first field that is missing or not allowed.
    public init(_ object: JSONObject) throws(InvalidField) {
        guard object["version"]?.integerValue == Int64(Terms.version) else {
            throw InvalidField("version", "is not \(Terms.version); this version reads no other terms")
        }
        let (label, purpose) = (object["label"]?.objectValue ?? [:], object["purpose"]?.objectValue ?? [:])
        let parts = object["elements"]?.arrayValue?.map { $0.objectValue ?? [:] }
        try self.init(
            tasking: object.read("tasking", TaskingID.init), nation: object.read("nation", NationCode.init),
            batch: object["batch"]?.integerValue.map { Int($0) }, host: object.read("host", NationCode.init),
            purpose: Purpose(
                summary: purpose["summary"]?.stringValue, sector: purpose["sector"]?.stringValue,
                severity: optional("purpose.severity", purpose["severity"]?.stringValue, Severity.read),
                mission: optional("purpose.mission", purpose["mission"]?.stringValue, Mission.read)),
            classification: label.read("classification", Classification.read), releasableTo: label.nations("releasableTo"),
            mode: object.read("mode", Mode.read), place: object["place"]?.stringValue,
            team: optional("team", object["team"]?.stringValue, TeamID.init), parts: fields("elements", parts, Part.init),
            commander: optional("commander", object["commander"]?.stringValue, NationCode.init),
            legalBasis: object["legalBasis"]?.stringValue, costRule: object["costRule"]?.stringValue)
    }
}

extension Terms.Part {
    fileprivate var object: JSONObject {
        let (start, end): (JSONValue, JSONValue) = (.string(period.start.description), .string(period.end.description))
        switch use {
        case .person(let expert, let seat, let requirement):
            return .sorted([
                ("accesses", requirement.flatMap { $0.accesses.isEmpty ? nil : JSONValue.texts($0.accesses) }),
                ("end", end),
                ("expert", .string(expert.text)),
                ("lead", requirement?.lead == true ? .bool(true) : nil),
                ("minClearance", requirement?.minClearance.map { .string($0.rawValue) }),
                ("minLevel", requirement.map { .integer(Int64($0.minLevel.level)) }),
                ("seat", .integer(Int64(seat))),
                ("skill", requirement.map { .string($0.skill.text) }),
                ("start", start),
            ])
        case .effect(let effect, let use):
            return .sorted([
                ("category", use.map { .string($0.category.rawValue) }),
                ("classification", use.map { .string($0.classification.rawValue) }),
                ("conditions", use?.conditions.map { .string($0) }),
                ("effect", .string(effect.text)),
                ("end", end),
                ("kind", use.map { .string($0.kind) }),
                ("leadHours", use.map { .integer(Int64($0.leadHours)) }),
                ("legalReview", use?.legalReview.map { .string($0) }),
                ("releasableTo", use.map { JSONValue.texts($0.releasableTo) }),
                ("start", start),
                ("title", use.map { .string($0.title) }),
            ])
        }
    }

    fileprivate init(_ object: JSONObject) throws(InvalidField) {
        let period = try Period(start: object.read("start", Instant.init), end: object.read("end", Instant.init))
        if object["effect"] != nil {
            self.init(.effect(try object.read("effect", EffectID.init), try Terms.EffectUse(object)), period)
        } else {
            guard let seat = object["seat"]?.integerValue else { throw InvalidField("seat", "is missing") }
            self.init(.person(try object.read("expert", ExpertID.init), seat: Int(seat), try Terms.Requirement(object)), period)
        }
    }
}

extension Terms.Requirement {
    fileprivate init?(_ object: JSONObject) throws(InvalidField) {
        guard object["skill"] != nil, let level = object["minLevel"]?.integerValue else { return nil }
        let accesses = object["accesses"]?.arrayValue?.compactMap(\.stringValue)
        try self.init(
            skill: object.read("skill", SkillCode.init),
            minLevel: field("minLevel") { () throws(InvalidField) in try Proficiency(Int(level)) },
            minClearance: optional("minClearance", object["minClearance"]?.stringValue, Classification.read),
            accesses: distinct("accesses", accesses, Access.init), lead: object["lead"]?.boolValue ?? false)
    }
}

extension Terms.EffectUse {
    fileprivate init?(_ object: JSONObject) throws(InvalidField) {
        guard let title = object["title"]?.stringValue else { return nil }
        try self.init(
            title: title, category: object.read("category", Effect.Category.read), kind: object["kind"]?.stringValue ?? "",
            leadHours: Int(object["leadHours"]?.integerValue ?? 0), conditions: object["conditions"]?.stringValue,
            classification: object.read("classification", Classification.read), releasableTo: object.nations("releasableTo"),
            legalReview: object["legalReview"]?.stringValue)
    }
}

extension JSONObject {
    /// The members that are there. They must be stated in the order of their names.
    fileprivate static func sorted(_ members: [(String, JSONValue?)]) -> JSONObject {
        // A nil literal may have become the JSON value null on the way here.
        JSONObject(members.compactMap { name, value in value.flatMap { $0 == .null ? nil : Member(name: name, value: $0) } })
    }

    fileprivate func read<Value>(_ name: String, _ convert: (String) throws(InvalidField) -> Value) throws(InvalidField) -> Value {
        guard let text = self[name]?.stringValue else { throw InvalidField(name, "is missing") }
        return try field(name) { () throws(InvalidField) in try convert(text) }
    }

    fileprivate func nations(_ name: String) throws(InvalidField) -> Set<NationCode> {
        try distinct(name, self[name]?.arrayValue?.compactMap(\.stringValue), NationCode.init)
    }
}

extension JSONValue {
    fileprivate static func texts<Element: CustomStringConvertible>(_ values: Set<Element>) -> JSONValue {
        .array(values.map(\.description).sorted().map { .string($0) })
    }
}

extension RawRepresentable where RawValue == String {
    fileprivate static func read(_ text: String) throws(InvalidField) -> Self {
        guard let value = Self(rawValue: text) else { throw InvalidField("", "'\(text)' is not known here") }
        return value
    }
}
