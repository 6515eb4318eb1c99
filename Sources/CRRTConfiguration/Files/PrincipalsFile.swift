internal import CRRTDomain
internal import JournalProof

/// `principals.yaml`: who the callers are, which partner nations there are and which nations may be named together.
struct PrincipalsFile {
    /// Extended by the file's partners and groups.
    private(set) var catalogue: Catalogue
    private(set) var entries: [PrincipalEntry] = []
    private(set) var consentKeys: [NationCode: [VerifyingKey]] = [:]
    private let exercise: Bool

    init(catalogue: Catalogue, exercise: Bool) {
        self.catalogue = catalogue
        self.exercise = exercise
    }

    func read(_ source: SourceText) throws(ConfigurationError) -> PrincipalsFile {
        guard let values = try YAMLValue.root(of: source)?.section(["principals", "groups", "partners", "consentKeys"]) else { return self }
        var result = self
        result.catalogue = try NationsSection.extended(catalogue, partners: values["partners"], groups: values["groups"])
        for item in try values["principals"]?.items() ?? [] { try result.add(item) }
        result.consentKeys = try ConsentKeysSection.keys(values["consentKeys"], result.catalogue)
        return result
    }

    private mutating func add(_ item: YAMLValue) throws(ConfigurationError) {
        let values = try item.section(["name", "users", "groups", "roles", "nation", "clearance"])
        let entry = PrincipalEntry(
            name: try name(values["name"], item), users: try accounts(values["users"], .user),
            groups: try accounts(values["groups"], .group), roles: try roles(values["roles"], item),
            nation: try nation(values["nation"]), clearance: try values["clearance"]?.classification())
        // In an exercise somebody may be there only to be played.
        guard exercise || !entry.users.isEmpty || !entry.groups.isEmpty else {
            throw item.complaint("\(item.name) \(quoted(entry.name)) fits nobody; name users or groups")
        }
        if entry.roles.contains(.ncp) && entry.nation == nil {
            throw item.complaint("\(item.name) \(quoted(entry.name)) is a national contact point without a nation; add nation, such as EST")
        }
        try checkNations(entry, item)
        entries.append(entry)
    }

    private func name(_ value: YAMLValue?, _ item: YAMLValue) throws(ConfigurationError) -> String {
        guard let value else { throw item.complaint("\(item.name) has no name; the journal shows it") }
        let name = try value.text()
        guard name.utf8.count <= 64 else { throw value.complaint("\(value.name) is \(name.utf8.count) bytes long; at most 64 are allowed") }
        guard !entries.contains(where: { $0.name == name }) else { throw value.complaint("two principals are named \(quoted(name))") }
        return name
    }

    private func accounts(_ value: YAMLValue?, _ kind: Accounts) throws(ConfigurationError) -> Set<UInt32> {
        var ids: Set<UInt32> = []
        for item in try value?.items() ?? [] { ids.insert(try kind.id(item)) }
        return ids
    }

    private func roles(_ value: YAMLValue?, _ item: YAMLValue) throws(ConfigurationError) -> Set<Role> {
        var roles: Set<Role> = []
        for word in try value?.items() ?? [] {
            let role = Role(rawValue: try word.choice("role", of: Role.allCases.map(\.rawValue)))
            if role == .excon && !exercise {
                throw word.complaint("the role excon is for exercise instances only (exercise: true in crrtd.yaml)")
            }
            if let role { roles.insert(role) }
        }
        guard !roles.isEmpty else { throw item.complaint("\(item.name) has no roles; name at least one, such as [duty]") }
        return roles
    }

    private func nation(_ value: YAMLValue?) throws(ConfigurationError) -> NationCode? {
        guard let value else { return nil }
        return try NationsSection.known(value, catalogue)
    }

    /// Entries that share a user or a group fit one caller for certain; whom else two entries fit is seen when he calls.
    private func checkNations(_ entry: PrincipalEntry, _ item: YAMLValue) throws(ConfigurationError) {
        for other in entries {
            guard let mine = entry.nation, let theirs = other.nation, mine != theirs else { continue }
            if let user = entry.users.intersection(other.users).min() {
                throw item.complaint(PrincipalsFile.twoNations(other, entry, "user \(user)"))
            }
            if let group = entry.groups.intersection(other.groups).min() {
                throw item.complaint(PrincipalsFile.twoNations(other, entry, "group \(group)"))
            }
        }
    }

    static func twoNations(_ first: PrincipalEntry, _ second: PrincipalEntry, _ who: String) -> String {
        let nations = [first, second].map { "\($0.nation.map(\.description) ?? "none") ('\($0.name)')" }.joined(separator: " and ")
        return "\(who) would belong to two nations, \(nations)"
    }
}
