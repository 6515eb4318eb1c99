public import CRRTConfiguration
public import CRRTDomain

/// What the site has decided, as one command sees it: a reload changes the next one, never one under way.
public struct Site: Sendable {
    public let configuration: Configuration

    public init(_ configuration: Configuration) { self.configuration = configuration }

    public var policy: Policy { configuration.policy }
    public var catalogue: Catalogue { configuration.catalogue }
    public var exercise: Bool { configuration.exercise }
}
