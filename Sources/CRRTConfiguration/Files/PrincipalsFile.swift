internal import CRRTDomain
internal import JournalProof

/// `principals.yaml`: the callers, the partner nations, and the groups of nations.
struct PrincipalsFile {
    /// Extended by the file's partners and groups.
    private(set) var catalogue: Catalogue
    private(set) var entries: [PrincipalEntry] = []
    private(set) var consentKeys: [NationCode: [VerifyingKey]] = [:]
    private let exercise: Bool
    private var names: Set<String> = []
    /// The index of the first entry of a nation that names an account.
    private var nationalUsers: [UInt32: Int] = [:]
    private var nationalGroups: [UInt32: Int] = [:]

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
        // In an exercise, a principal may exist only to be played.
        guard exercise || !entry.users.isEmpty || !entry.groups.isEmpty else {
            throw item.failure("\(item.name) \(quoted(entry.name)) fits no account; name users or groups")
        }
        if entry.roles.contains(.ncp) && entry.nation == nil {
            throw item.failure("\(item.name) \(quoted(entry.name)) is a national contact point without a nation; add nation, such as EST")
        }
        try checkNations(entry, item)
        entries.append(entry)
    }

    private mutating func name(_ value: YAMLValue?, _ item: YAMLValue) throws(ConfigurationError) -> String {
        guard let value else { throw item.failure("\(item.name) has no name; the journal shows it") }
        let name = try value.text()
        guard name.utf8.count <= 64 else { throw value.failure("\(value.name) is \(name.utf8.count) bytes long; at most 64 are allowed") }
        guard names.insert(name).inserted else { throw value.failure("two principals are named \(quoted(name))") }
        return name
    }

    private func accounts(_ value: YAMLValue?, _ kind: AccountKind) throws(ConfigurationError) -> Set<UInt32> {
        var ids: Set<UInt32> = []
        for item in try value?.items() ?? [] { ids.insert(try kind.id(item)) }
        return ids
    }

    private func roles(_ value: YAMLValue?, _ item: YAMLValue) throws(ConfigurationError) -> RoleSet {
        var roles: RoleSet = []
        for word in try value?.items() ?? [] {
            let role = Role(rawValue: try word.choice("role", of: Role.allCases.map(\.rawValue)))
            if role == .excon && !exercise {
                throw word.failure("the role excon is for exercise instances only (exercise: true in crrtd.yaml)")
            }
            if let role { roles.insert(role) }
        }
        guard !roles.isEmpty else { throw item.failure("\(item.name) has no roles; name at least one, such as [duty]") }
        return roles
    }

    private func nation(_ value: YAMLValue?) throws(ConfigurationError) -> NationCode? {
        guard let value else { return nil }
        return try NationsSection.known(value, catalogue)
    }

    /// Checks that entries which share a user or a group are of one nation, because they match the same caller. Other entries may match one
    /// caller, too; that is checked at the call. Entries that share an account are of one nation, so comparing with the first is enough.
    private mutating func checkNations(_ entry: PrincipalEntry, _ item: YAMLValue) throws(ConfigurationError) {
        guard let nation = entry.nation else { return }
        let users = entry.users.compactMap { user in nationalUsers[user].map { (index: $0, word: "user", id: user) } }
        let groups = entry.groups.compactMap { group in nationalGroups[group].map { (index: $0, word: "group", id: group) } }
        // The earliest entry is named, by a user rather than a group, and by the lowest of these.
        let clash = (users + groups).filter { entries[$0.index].nation != nation }
            .min { ($0.index, $1.word, $0.id) < ($1.index, $0.word, $1.id) }
        if let clash { throw item.failure(PrincipalsFile.twoNations(entries[clash.index], entry, "\(clash.word) \(clash.id)")) }
        for user in entry.users where nationalUsers[user] == nil { nationalUsers[user] = entries.count }
        for group in entry.groups where nationalGroups[group] == nil { nationalGroups[group] = entries.count }
    }

    static func twoNations(_ first: PrincipalEntry, _ second: PrincipalEntry, _ who: String) -> String {
        let nations = [first, second].map { "\($0.nation.map(\.description) ?? "none") ('\($0.name)')" }.joined(separator: " and ")
        return "\(who) would belong to two nations, \(nations)"
    }
}
