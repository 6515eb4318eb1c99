/// A caller's role (domain.md section 1).
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Files or validates requests, asks for matches, proposes and runs taskings.
    case duty
    /// Keeps one nation's offers, files its requests, gives its consents.
    case ncp
    /// Orders consented taskings, but none that the same person proposed.
    case authority
    /// Gives the political approval that an order needs where the policy asks for one, and withdraws it.
    case council
    /// Reads and verifies the whole journal, changes nothing.
    case auditor
    /// Reads what a nation's contact point reads, or without a nation what the duty desk reads, and changes nothing: a wall screen, a
    /// notifier.
    case observer
    /// Configuration, backup, reload; no operational right.
    case admin
    /// Exercise instances only: acts as other principals. The journal names both.
    case excon
}
