/// What links requests across nations and domains: several incidents that people take for one campaign.
///
/// Requests point to it. It does not name them, so that its record tells nothing of a request to a reader who may not see that.
public struct Campaign: Sendable, Hashable {
    /// Whether further requests may be linked to it.
    public enum State: String, Sendable, Hashable, CaseIterable { case open, closed }
    /// Where a campaign is carried out: NATO's operational domains, and what lies across them.
    public enum Domain: String, Sendable, Hashable, CaseIterable {
        case cyberspace, land, air, maritime, space, information, energy, transport, finance, health, hybrid
    }

    /// The id that the daemon minted.
    public var id: CampaignID
    /// One line, at most 200 bytes.
    public var title: String
    /// What is known of it, at most 8000 bytes; nil where nothing is said.
    public var summary: String?
    /// Where it is carried out, in the order of the enum; never empty.
    public var domains: [Domain]
    /// What a reader must be cleared for.
    public var classification: Classification
    /// Nations or groups whose people may know of it. An allow-list, never empty.
    public var releasableTo: [String]
    /// Whether further requests may be linked to it.
    public var state: State
    /// When it was opened.
    public var openedAt: Instant
    /// What it came to, at most 4000 bytes; nil until it is closed.
    public var outcome: String?
    /// The number of this version of the record, from 1.
    public var revision: Int

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: CampaignID, title: String, summary: String? = nil, domains: [Domain], classification: Classification, releasableTo: [String],
        state: State = .open, openedAt: Instant, outcome: String? = nil, revision: Int = 1
    ) throws(InvalidField) {
        guard !domains.isEmpty else {
            throw InvalidField("domains", "is empty; name at least one of \(Domain.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        for (index, domain) in domains.enumerated() where domains[..<index].contains(domain) {
            throw InvalidField("domains[\(index)]", "\(domain.rawValue) is named twice")
        }
        self.id = id
        self.title = try FieldValidation.requiredText(title, "title", 200)
        self.summary = try FieldValidation.text(summary, "summary", 8000)
        self.domains = Domain.allCases.filter(domains.contains)
        self.classification = classification
        self.releasableTo = try FieldValidation.releasability(releasableTo)
        self.state = state
        self.openedAt = openedAt
        self.outcome = try FieldValidation.text(outcome, "outcome", 4000)
        self.revision = revision
    }
}
