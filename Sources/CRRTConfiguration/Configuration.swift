public import CRRTDomain
public import JournalProof

/// Everything that a site decides about its crrtd, checked: `crrtd.yaml`, `policy.yaml`, `principals.yaml` and the catalogues.
///
/// crrtd.yaml(5) describes the files. Those in `etc/` name every key with its default.
public struct Configuration: Sendable {
    /// Whether it is an exercise instance: `EXR-` ids, the EXERCISE banner, exercise control allowed.
    public var exercise: Bool
    /// The name of the instance; nil for none. `--instance` overrides it.
    public var instance: String?
    /// `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
    public var logLevel: String
    /// Limits of connections.
    public var limits: ConnectionLimits
    /// When the journal is signed, and with which key.
    public var signing: SigningPolicy
    /// Weights and deadlines.
    public var policy: Policy
    /// In the order of the file; empty where no account has a role.
    public var principals: [PrincipalEntry]
    /// Skills, nations (Allies and partners), the groups that may be named in an allow-list, sectors and incident classes.
    public var catalogue: Catalogue

    /// The keys that nations sign their consents with. A nation that has named none has no entry.
    public var consentKeys: [NationCode: [VerifyingKey]]

    /// Every value in force with the file that sets it, in the order of the files; defaults come last.
    public var settings: [Setting]

    /// The path of the file that `principals` came from, for the error of `nation(of:)`.
    let principalsFile: String

    /// Reads a configuration folder. An empty folder gives the defaults.
    ///
    /// A folder `/etc/NAME` is completed from `/run/NAME` and `/usr/lib/NAME`: a file in `/etc` hides one of the same name in `/run`, and
    /// that hides one in `/usr/lib`. Any other folder stands alone.
    ///
    /// - Throws: `ConfigurationError` where the folder is missing, a file is malformed, or others may write one.
    public static func load(directory: String) throws(ConfigurationError) -> Configuration {
        let folder = try ConfigurationFolder(directory)
        var (daemon, settings) = (DaemonFile(), Settings())
        for source in try folder.sourceWithDropIns("crrtd.yaml") {
            try daemon.read(source)
            try settings.read(source)
        }
        let policySource = try folder.source("policy.yaml")
        let policy = if let policySource { try PolicyFile.read(policySource) } else { Policy() }
        var own: [String: SourceText] = [:]
        for name in CatalogueFile.names { own[name] = try folder.source(name) }
        let catalogue = try CatalogueFile.catalogue(own)
        let principals = PrincipalsFile(catalogue: catalogue, exercise: daemon.exercise)
        let principalsSource = try folder.source("principals.yaml")
        let people = if let principalsSource { try principals.read(principalsSource) } else { principals }
        for source in [policySource, principalsSource].compactMap({ $0 }) { try settings.read(source) }
        let described = catalogue.skills.filter { !$0.words.isEmpty }.count
        let contents = [
            ("skills.csv", counted(catalogue.skills.count, "skill", "skills")),
            ("skill-words.csv", "words for \(counted(described, "skill", "skills"))"),
            ("nations.csv", counted(catalogue.nations.count, "nation", "nations")),
            ("sectors.csv", counted(catalogue.sectors.entries.count, "sector", "sectors")),
            ("incident-classes.csv", counted(catalogue.incidentClasses.entries.count, "incident class", "incident classes")),
        ]
        for (name, value) in contents { settings.put(Setting(key: name, value: value, file: own[name]?.file)) }
        settings.fill(Settings.defaults)
        return Configuration(
            exercise: daemon.exercise, instance: daemon.instance, logLevel: daemon.logLevel, limits: daemon.limits,
            signing: daemon.signing, policy: policy, principals: people.entries, catalogue: people.catalogue,
            consentKeys: people.consentKeys, settings: settings.all, principalsFile: folder.main + "/principals.yaml")
    }

    /// The entries that fit a caller, in the order of the file; their rights add up. Empty for an unknown caller.
    public func entries(uid: UInt32, groups: [UInt32]) -> [PrincipalEntry] {
        principals.filter { $0.fits(uid: uid, groups: groups) }
    }

    /// The nation that these entries give a caller; nil for none.
    ///
    /// - Throws: `ConfigurationError` where they give two. Entries that share a user or a group are compared when the file is read, so only
    ///   a caller's own set of groups can bring that about.
    public func nation(of entries: [PrincipalEntry]) throws(ConfigurationError) -> NationCode? {
        let national = entries.filter { $0.nation != nil }
        guard let first = national.first else { return nil }
        if let other = national.first(where: { $0.nation != first.nation }) {
            throw ConfigurationError(file: principalsFile, reason: PrincipalsFile.twoNations(first, other, "one caller"))
        }
        return first.nation
    }
}
