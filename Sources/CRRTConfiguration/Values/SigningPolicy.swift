/// `signingKey` and `checkpoints` of crrtd.yaml.
public struct SigningPolicy: Sendable, Hashable {
    /// The file of the private key; nil for the service manager's credential `signing-key`, where there is one.
    public var keyFile: String?
    /// A checkpoint is signed after this number of new entries.
    public var entries = 1000
    /// A checkpoint is signed this number of minutes after the first entry that has none.
    public var minutes = 60

    /// The defaults, without a key file.
    public init() {}
}
