/// The political approval of a tasking: those to whom the North Atlantic Council has delegated it agree that the tasking is ordered.
///
/// It stands above the consents and replaces none. It is given to the terms that the host is asked to agree to, as these name all people
/// and effects of a batch.
public struct PoliticalApproval: Sendable, Hashable {
    /// That the approval was withdrawn.
    public struct Withdrawal: Sendable, Hashable {
        /// Who withdrew it.
        public var by: Principal
        /// When that was.
        public var at: Instant
        /// Why it was withdrawn, in their words.
        public var reason: String
        public init(by: Principal, at: Instant, reason: String) {
            self.by = by
            self.at = at
            self.reason = reason
        }
    }

    /// Who gave it.
    public var by: Principal
    /// When it was given.
    public var at: Instant
    /// The latest end of the work that it allows.
    public var until: Instant
    /// The digests of the host's terms that were approved, sorted: SHA-256, hexadecimal.
    public var digests: [String]
    /// That it was withdrawn; nil while it stands.
    public var withdrawal: Withdrawal?
    public init(by: Principal, at: Instant, until: Instant, digests: [String], withdrawal: Withdrawal? = nil) {
        self.by = by
        self.at = at
        self.until = until
        self.digests = digests
        self.withdrawal = withdrawal
    }
}

extension ApprovalRule {
    /// Whether a tasking of this kind needs an approval.
    public func asks(for kind: Tasking.Kind) -> Bool {
        switch self {
        case .none: false
        case .effects: kind == .effect
        case .all: true
        }
    }
}
