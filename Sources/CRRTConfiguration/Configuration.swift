public import CRRTDomain
public import JournalProof

/// All that a site decides about its crrtd, checked: what `crrtd.yaml`, `policy.yaml`, `principals.yaml` and the two catalogues say.
///
/// crrtd.yaml(5) describes the files; those in `etc/` name every key with its default.
public struct Configuration: Sendable {
    /// Whether this is an exercise instance: `EXR-` ids, the EXERCISE banner, exercise control allowed.
    public var exercise: Bool
    /// What this instance calls itself; `--instance` goes before it.
    public var instance: String?
    /// `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
    public var logLevel: String
    public var limits: ConnectionLimits
    /// With what and when the journal is signed.
    public var signing: SigningPolicy
    public var policy: Policy
    /// In the order of the file; none where nobody has been named.
    public var principals: [PrincipalEntry]
    /// Skills, nations (Allies and partners) and the groups that may be named in an allow-list.
    public var catalogue: Catalogue

    /// The keys that nations sign their consents with, where they have named any.
    public var consentKeys: [NationCode: [VerifyingKey]]

    /// Every value that is in force, with the file that says so, in the order of the files; what no file says comes after.
    public var settings: [Setting]

    /// Where `principals` came from, for the complaint of `nation(of:)`.
    let principalsFile: String

    /// Reads a configuration folder. An empty folder gives the defaults, a missing one is an error that names it.
    ///
    /// `/etc/NAME` is also looked for under `/run` and `/usr/lib`: a file in `/etc` goes before one of the same name in `/run`,
    /// that before one in `/usr/lib`. Any other folder stands alone.
    public static func load(directory: String) throws(ConfigurationError) -> Configuration {
        let folder = try ConfigurationFolder(directory)
        var (daemon, settings) = (DaemonFile(), Settings())
        for source in try folder.sourceWithDropIns("crrtd.yaml") {
            try daemon.read(source)
            try settings.read(source)
        }
        let policySource = try folder.source("policy.yaml")
        let policy = if let policySource { try PolicyFile.read(policySource) } else { Policy() }
        let (skills, nations) = (try folder.source("skills.csv"), try folder.source("nations.csv"))
        let catalogue = try CatalogueFile.catalogue(skills: skills, nations: nations)
        let principals = PrincipalsFile(catalogue: catalogue, exercise: daemon.exercise)
        let principalsSource = try folder.source("principals.yaml")
        let people = if let principalsSource { try principals.read(principalsSource) } else { principals }
        for source in [policySource, principalsSource].compactMap({ $0 }) { try settings.read(source) }
        settings.put(Setting(key: "skills.csv", value: counted(catalogue.skills.count, "skill", "skills"), file: skills?.file))
        settings.put(Setting(key: "nations.csv", value: counted(catalogue.nations.count, "nation", "nations"), file: nations?.file))
        settings.fill(Settings.defaults)
        return Configuration(
            exercise: daemon.exercise, instance: daemon.instance, logLevel: daemon.logLevel, limits: daemon.limits,
            signing: daemon.signing, policy: policy, principals: people.entries, catalogue: people.catalogue,
            consentKeys: people.consentKeys, settings: settings.all, principalsFile: folder.main + "/principals.yaml")
    }

    /// Every entry that fits a caller, in the order of the file; their rights add up. None: an unknown caller.
    public func entries(uid: UInt32, groups: [UInt32]) -> [PrincipalEntry] {
        principals.filter { $0.fits(uid: uid, groups: groups) }
    }

    /// The nation that these entries give one caller; an error where they give two, which only the caller's own set of
    /// groups can bring about (entries that share a user or a group are compared when the file is read).
    public func nation(of entries: [PrincipalEntry]) throws(ConfigurationError) -> NationCode? {
        let national = entries.filter { $0.nation != nil }
        guard let first = national.first else { return nil }
        if let other = national.first(where: { $0.nation != first.nation }) {
            throw ConfigurationError(file: principalsFile, reason: PrincipalsFile.twoNations(first, other, "one caller"))
        }
        return first.nation
    }
}

/// What `limits` of crrtd.yaml overrides; nil is the server's own default.
public struct ConnectionLimits: Sendable, Hashable {
    /// Longest message, bytes.
    public var messageBytes: Int?
    public var connections: Int?
    public var connectionsPerUser: Int?
    /// Seconds from a message's first byte to its last.
    public var messageSeconds: Int?
    /// Replies that may queue on one connection, bytes.
    public var replyQueueBytes: Int?

    public init() {}
}

/// `signingKey` and `checkpoints` of crrtd.yaml.
public struct SigningPolicy: Sendable, Hashable {
    /// The private key's file; nil: the credential `signing-key` of the service manager, if there is one.
    public var keyFile: String?
    /// A checkpoint is signed after so many new entries.
    public var entries = 1000
    /// The newest entry waits no longer than so many minutes for one.
    public var minutes = 60

    public init() {}
}
