/// What is known of the incident behind a request, in the terms of those who respond.
///
/// It develops while people are out. So no nation consents to it, and its nation corrects it at any time.
public struct Incident: Sendable, Hashable {
    /// The longest text of several lines, in UTF-8 bytes.
    public static let longestText = 4000
    /// The longest text of one line, in UTF-8 bytes.
    private static let longestLine = 200

    /// The code of its class in the Reference Security Incident Taxonomy, such as `availability.ddos`; nil where it is not classified.
    public var incidentClass: CatalogueCode?
    /// Affected sectors by their codes in the annexes of Directive (EU) 2022/2555, such as `I.1.a`.
    public var sectors: [CatalogueCode]
    /// Affected organisations, one line each.
    public var entities: [String]
    /// When it began; nil where that is not known.
    public var began: Instant?
    /// When it was found, not before it began; nil where that is not known.
    public var found: Instant?
    /// Who and what suffers from it; nil where nothing is said.
    public var impact: Impact?
    /// What has been done about it, at most 4000 bytes; nil where nothing is said.
    public var measures: String?
    /// Other help under way, such as the EU Cybersecurity Reserve, the Union Civil Protection Mechanism or a vendor; one line each.
    public var otherHelp: [String]
    /// Who is thought to be behind it; nil where nothing is said.
    public var attribution: Attribution?

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        incidentClass: CatalogueCode? = nil, sectors: [CatalogueCode] = [], entities: [String] = [], began: Instant? = nil,
        found: Instant? = nil, impact: Impact? = nil, measures: String? = nil, otherHelp: [String] = [], attribution: Attribution? = nil
    ) throws(InvalidField) {
        var named: Set<CatalogueCode> = []
        for (index, sector) in sectors.enumerated() where !named.insert(sector).inserted {
            throw InvalidField("sectors[\(index)]", "\(sector) is named twice")
        }
        if let began, let found, found < began { throw InvalidField("found", "\(found) is before it began, \(began)") }
        self.incidentClass = incidentClass
        self.sectors = sectors
        self.entities = try Incident.lines(entities, "entities")
        self.began = began
        self.found = found
        self.impact = impact.flatMap { $0.isEmpty ? nil : $0 }
        self.measures = try FieldValidation.text(measures, "measures", Incident.longestText)
        self.otherHelp = try Incident.lines(otherHelp, "otherHelp")
        self.attribution = attribution
    }

    static func lines(_ lines: [String], _ field: String) throws(InvalidField) -> [String] {
        for (index, line) in lines.enumerated() { _ = try FieldValidation.requiredText(line, "\(field)[\(index)]", longestLine) }
        return lines
    }

    /// Whether nothing is said.
    public var isEmpty: Bool {
        incidentClass == nil && sectors.isEmpty && entities.isEmpty && began == nil && found == nil && impact == nil && measures == nil
            && otherHelp.isEmpty && attribution == nil
    }

    /// Whether both say the same, with the same bytes. Swift's `==` ignores how an accented letter is composed.
    func isSame(as other: Incident) -> Bool {
        self == other && texts.elementsEqual(other.texts) { $0.utf8.elementsEqual($1.utf8) }
    }

    private var texts: [String] {
        entities + (impact?.services ?? []) + otherHelp + [measures, attribution?.note].compactMap { $0 }
    }
}
