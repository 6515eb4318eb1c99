internal import CRRTDomain

/// `partners` and `groups` of `principals.yaml`: nations besides the catalogue's, and names for groups of nations.
enum NationsSection {
    static func extended(_ catalogue: Catalogue, partners: YAMLValue?, groups: YAMLValue?) throws(ConfigurationError) -> Catalogue {
        let nations = try catalogue.nations + additional(partners, catalogue)
        let extended = catalogue.with(nations: nations)
        var own: [NationCode: [String]] = [:]
        for (name, members) in try members(groups, extended) {
            for member in members { own[member, default: []].append(name) }
        }
        let grouped = nations.map { nation in
            Catalogue.Nation(code: nation.code, name: nation.name, groups: nation.groups + (own[nation.code] ?? []))
        }
        return catalogue.with(nations: grouped)
    }

    static func known(_ value: YAMLValue, _ catalogue: Catalogue) throws(ConfigurationError) -> NationCode {
        try value.value { (text) throws(InvalidField) in
            let code = try NationCode(text)
            try catalogue.check(code)
            return code
        }
    }

    /// A partner that the catalogue names already keeps that name; any other is called by its code.
    private static func additional(_ partners: YAMLValue?, _ catalogue: Catalogue) throws(ConfigurationError) -> [Catalogue.Nation] {
        let known = Set(catalogue.nations.map(\.code))
        var seen: Set<NationCode> = []
        var added: [Catalogue.Nation] = []
        for item in try partners?.items() ?? [] {
            let code = try item.value { (text) throws(InvalidField) in try NationCode(text) }
            guard seen.insert(code).inserted else { throw item.failure("\(code) is named twice") }
            if known.contains(code) { continue }
            guard ISO3166.contains(code.description) else {
                let near = Spelling.nearest(to: code.description, among: ISO3166.codes, most: 3).joined(separator: ", ")
                throw item.failure("'\(code)' is not in ISO 3166-1; nearest: \(near)")
            }
            added.append(Catalogue.Nation(code: code, name: code.description, groups: []))
        }
        return added
    }

    private static func members(
        _ groups: YAMLValue?, _ catalogue: Catalogue
    ) throws(ConfigurationError) -> [(name: String, members: Set<NationCode>)] {
        var named: [(name: String, members: Set<NationCode>)] = []
        let builtIn = Set(catalogue.groups)
        let nations = Set(catalogue.nations.map(\.code.description))
        for (name, keyNode, value) in try groups?.entries() ?? [] {
            if let fault = fault(name, builtIn: builtIn, nations) { throw value.failure(fault, at: keyNode) }
            var members: Set<NationCode> = []
            for item in try value.items() { members.insert(try known(item, catalogue)) }
            guard !members.isEmpty else { throw value.failure("group \(name) holds no nations", at: keyNode) }
            named.append((name, members))
        }
        return named
    }

    private static func fault(_ name: String, builtIn: Set<String>, _ nations: Set<String>) -> String? {
        let allowed = name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard (2...24).contains(name.utf8.count), allowed else {
            return "\(quoted(name)) is no name for a group; write 2 to 24 of A-Z 0-9 -, such as FVEY"
        }
        if builtIn.contains(name) { return "the group \(name) is built in and cannot be changed here" }
        if ISO3166.contains(name) || nations.contains(name) {
            return "\(name) is a nation's code and cannot name a group"
        }
        return nil
    }
}
