/// The skills, nations, sectors and incident classes that the site knows, and the groups by which nations may be named together.
public struct Catalogue: Sendable {
    /// An entry of `etc/skills.csv`.
    public struct Skill: Sendable, Hashable {
        /// Unique in the catalogue.
        public let code: SkillCode
        /// What the skill is called, in English.
        public let title: String
        /// Where the code is defined, such as the NICE Framework.
        public let framework: String
        /// Plain words and phrases for it, from `etc/skill-words.csv`.
        public let words: [String]
        /// A sentence on what people with the skill do; nil for none.
        public let description: String?

        /// - Parameters:
        ///   - words: Empty for none.
        ///   - description: nil for none.
        public init(code: SkillCode, title: String, framework: String, words: [String] = [], description: String? = nil) {
            self.code = code
            self.title = title
            self.framework = framework
            self.words = words
            self.description = description
        }
    }

    /// An entry of `etc/nations.csv`, or a partner nation of `principals.yaml`.
    public struct Nation: Sendable, Hashable {
        /// Unique in the catalogue.
        public let code: NationCode
        /// The short name, in English.
        public let name: String
        /// Groups that the nation belongs to, such as `NATO`.
        public let groups: [String]
        public init(code: NationCode, name: String, groups: [String]) {
            self.code = code
            self.name = name
            self.groups = groups
        }
    }

    /// Sorted by code.
    public let skills: [Skill]
    /// Sorted by code.
    public let nations: [Nation]
    /// Sectors that an incident may affect.
    public let sectors: CodeList
    /// Classes of incidents.
    public let incidentClasses: CodeList
    private let skillCodes: Set<SkillCode>
    private let members: [String: Set<NationCode>]
    private let nationCodes: Set<NationCode>

    /// Sorts the entries and indexes the groups. Codes must be unique.
    public init(skills: [Skill], nations: [Nation], sectors: CodeList, incidentClasses: CodeList) {
        (self.sectors, self.incidentClasses) = (sectors, incidentClasses)
        self.skills = skills.sorted { $0.code < $1.code }
        self.nations = nations.sorted { $0.code < $1.code }
        skillCodes = Set(skills.map(\.code))
        nationCodes = Set(nations.map(\.code))
        var members: [String: Set<NationCode>] = [:]
        for nation in nations {
            members[nation.code.description] = [nation.code]
            for group in nation.groups { members[group, default: []].insert(nation.code) }
        }
        self.members = members
    }

    /// The same catalogue with other nations.
    public func with(nations: [Nation]) -> Catalogue {
        Catalogue(skills: skills, nations: nations, sectors: sectors, incidentClasses: incidentClasses)
    }

    /// The names of all groups, sorted.
    public var groups: [String] { members.keys.filter { (try? NationCode($0)).map { !nationCodes.contains($0) } ?? true }.sorted() }

    /// The skills that plain words find, best first (``SkillSearch``); all of them for an empty text.
    public func skills(for words: String) -> [Skill] {
        let entries = skills.map { SkillEntry(code: $0.code.text, title: $0.title, words: $0.words, description: $0.description) }
        return SkillSearch.ranked(words, among: entries).map { skills[$0] }
    }

    /// Checks that a skill is known.
    ///
    /// - Throws: `InvalidField` with the three nearest known skills.
    public func check(_ skill: SkillCode) throws(InvalidField) {
        guard !skillCodes.contains(skill) else { return }
        let near = nearest(to: skill.text, among: skills.map { ($0.code.text, "\($0.code) (\($0.title))") })
        throw InvalidField("", "unknown skill '\(skill)'; nearest: \(near); crrtctl skill list shows all")
    }

    /// Checks that a nation is known.
    ///
    /// - Throws: `InvalidField` with the three nearest known nations.
    public func check(_ nation: NationCode) throws(InvalidField) {
        guard !nationCodes.contains(nation) else { return }
        let near = nearest(to: nation.description, among: nations.map { ("\($0.code)", "\($0.code) (\($0.name))") })
        throw InvalidField("", "unknown nation '\(nation)'; nearest: \(near); crrtctl nation list shows all")
    }

    /// The nations that an allow-list names.
    ///
    /// - Parameter releasableTo: Codes of nations and names of groups.
    /// - Throws: `InvalidField` for the first entry that is neither, with its index.
    public func nations(in releasableTo: [String]) throws(InvalidField) -> Set<NationCode> {
        var all: Set<NationCode> = []
        for (index, entry) in releasableTo.enumerated() {
            guard let named = members[entry] else {
                let near = nearest(to: entry, among: members.keys.sorted().map { ($0, $0) })
                throw InvalidField("releasableTo[\(index)]", "\(quoted(entry)) is neither a nation nor a group; nearest: \(near)")
            }
            all.formUnion(named)
        }
        return all
    }

    /// Checks that a request is shared with nations that may know of it only.
    ///
    /// - Throws: `InvalidField` for the first entry of `shareWith` that is unknown, or names a nation to which the request is not released.
    public func checkSharing(of request: Request) throws(InvalidField) {
        guard !request.shareWith.isEmpty else { return }
        let released = try nations(in: request.releasableTo)
        for (index, entry) in request.shareWith.enumerated() {
            guard entry != request.nation.description else {
                throw InvalidField("shareWith[\(index)]", "\(entry) is the requesting nation itself, which reads all of it; leave it out")
            }
            let named: Set<NationCode>
            do { named = try nations(in: [entry]) } catch { throw InvalidField("shareWith[\(index)]", error.reason) }
            guard let beyond = named.subtracting(released).min() else { continue }
            let whom = entry == beyond.description ? entry : "\(entry) has \(beyond), to whom"
            throw InvalidField(
                "shareWith[\(index)]",
                entry == beyond.description
                    ? "the request is not released to \(entry); name it in releasableTo, or leave it out here"
                    : "\(whom) the request is not released; name it in releasableTo, or the others one by one here")
        }
    }

    /// Those of `shareWith` to whom the request is released, as they are named there, or where a group is cut, by the shortest list.
    public func sharing(of request: Request) -> [String] {
        func known(_ names: [String]) -> Set<NationCode> { Set(names.flatMap { (try? nations(in: [$0])) ?? [] }) }
        let (shared, released) = (known(request.shareWith), known(request.releasableTo))
        // The requesting nation itself is not made aware of anything.
        let others = request.shareWith.filter { $0 != request.nation.description }
        return shared.isSubset(of: released) ? others : names(of: shared.intersection(released).subtracting([request.nation]))
    }

    /// The shortest list of groups and nations that names exactly these nations: the largest groups first, then single nations.
    public func names(of nations: Set<NationCode>) -> [String] {
        var (left, names): (Set<NationCode>, [String]) = (nations, [])
        let whole = members.filter { $0.value.count > 1 && $0.value.isSubset(of: nations) }
        for (group, named) in whole.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) where !named.isDisjoint(with: left)
        {
            names.append(group)
            left.subtract(named)
        }
        return names + left.sorted().map(\.description)
    }

    private func nearest(to word: String, among known: [(code: String, shown: String)]) -> String {
        Spelling.nearest(to: word, among: known.map(\.code), most: 3)
            .compactMap { near in known.first { $0.code == near }?.shown }.joined(separator: ", ")
    }
}
