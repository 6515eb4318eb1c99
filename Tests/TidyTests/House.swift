/// The house as a table: who stands on which floor, and which import is allowed where, and why.
enum House {
    /// A target imports only from lower floors. Side rooms know no CRRT word and stand on none.
    static let floors: [String: Int] = [
        "CRRTDomain": 0,
        "CRRTMatching": 1, "JournalProof": 1,
        "CRRTProtocol": 2,
        "CRRTStore": 3, "CRRTConfiguration": 3,
        "CRRTService": 4,
        "crrtd": 5, "crrtctl": 5,
    ]

    static let sideRooms: Set = [
        "CMalloc", "CSV", "CSystemd", "Systemd", "Varlink", "VarlinkServer", "VarlinkGenerator", "crrtctl-yaml", "varlink-certification",
    ]

    struct Rule: Sendable {
        /// A module, or with `*` at the end all that begin so.
        let module: String
        let allowed: Set<String>
        let why: String

        func covers(_ name: String) -> Bool {
            module.hasSuffix("*") ? name.hasPrefix(module.dropLast()) : name == module
        }
    }

    static let rules = [
        Rule(module: "GRDB", allowed: ["CRRTStore"], why: "one floor speaks SQL, so that every transaction can be found there"),
        Rule(module: "SQLite3", allowed: [], why: "SQLite is reached through GRDB"),
        Rule(module: "NIO*", allowed: ["VarlinkServer", "crrtd", "varlink-certification"], why: "what decides waits for no event loop"),
        Rule(module: "CSystemd", allowed: ["Systemd"], why: "C pointers stay behind one Swift face"),
        Rule(module: "CMalloc", allowed: ["crrtd"], why: "how memory is kept is one decision for the whole program"),
        Rule(module: "Systemd", allowed: ["crrtd"], why: "only the boot knows what starts and watches the daemon"),
        Rule(
            module: "VarlinkServer", allowed: ["crrtd", "varlink-certification"], why: "methods answer in process as well as over a socket"),
        Rule(
            module: "Varlink",
            allowed: [
                "VarlinkServer", "VarlinkGenerator", "varlink-certification", "CRRTProtocol", "JournalProof", "CRRTStore", "CRRTService",
                "crrtd", "crrtctl", "crrtctl-yaml",
            ], why: "what is decided does not know how it is asked"),
        Rule(
            module: "Yams", allowed: ["CRRTConfiguration", "crrtctl-yaml"],
            why: "the daemon's files and what people edit; it loads Foundation, so crrtctl itself starts without it"),
        Rule(module: "CSV", allowed: ["CRRTConfiguration", "crrtctl"], why: "tables are a matter of files and of people"),
        Rule(module: "Catalogues", allowed: ["CRRTConfiguration"], why: "a site's own catalogue must not be passed by"),
        Rule(module: "RequestTemplates", allowed: ["crrtctl"], why: "they are a help to people who type; the daemon knows requests alone"),
        Rule(module: "Migrations", allowed: ["CRRTStore"], why: "one place brings a schema up to date"),
        Rule(
            module: "Crypto", allowed: ["JournalProof", "CRRTStore", "CRRTService"],
            why: "hashes belong to the journal and to the terms, signatures to the proof"),
        Rule(
            module: "JournalProof", allowed: ["CRRTStore", "CRRTConfiguration", "CRRTService", "crrtd", "crrtctl"],
            why: "what writes the journal and what verifies it go by one rule"),
        Rule(module: "_CryptoExtras", allowed: [], why: "nothing of it is needed"),
        Rule(module: "ArgumentParser", allowed: ["crrtd", "crrtctl"], why: "only programs have a command line"),
        Rule(
            module: "Logging", allowed: ["Systemd", "VarlinkServer", "varlink-certification", "CRRTService", "crrtd"],
            why: "what is decided is told by its result"),
        Rule(
            module: "Foundation", allowed: ["VarlinkGenerator", "varlink-certification", "CRRTStore", "CRRTService", "crrtd"],
            why: "it costs a client 66 MB, and its JSON is not strict"),
        Rule(module: "FoundationEssentials", allowed: ["crrtctl"], why: "values and rules need neither files nor locales"),
        Rule(module: "FoundationNetworking", allowed: [], why: "nothing here opens a network connection"),
        Rule(module: "Dispatch", allowed: ["VarlinkServer", "CRRTStore", "CRRTService", "crrtd"], why: "pure code has no threads"),
        Rule(module: "CRRTMatching", allowed: ["CRRTService"], why: "a match is asked for through a use case"),
        Rule(
            module: "CRRTProtocol", allowed: ["CRRTStore", "CRRTService", "crrtd", "crrtctl"], why: "configuration and rules are not wire"),
        Rule(module: "CRRTStore", allowed: ["CRRTService", "crrtd"], why: "a client that reads the database would pass the rights by"),
        Rule(module: "CRRTConfiguration", allowed: ["CRRTService", "crrtd"], why: "a client has no say in what the site decided"),
        Rule(module: "CRRTService", allowed: ["crrtd"], why: "nothing calls back up"),
        Rule(module: "Testing", allowed: [], why: "tests are not shipped"),
        Rule(module: "XCTest", allowed: [], why: "tests are not shipped"),
        Rule(module: "CRRTTestSupport", allowed: [], why: "tests are not shipped"),
        Rule(module: "SimulatedDisk", allowed: [], why: "whatever links it has other file functions than libc's"),
        Rule(module: "CSimulatedDisk", allowed: [], why: "whatever links it has other file functions than libc's"),
        Rule(module: "Simulation", allowed: [], why: "tests are not shipped"),
    ]

    /// Every import that breaks a rule or climbs, in words.
    static func faults(in files: [TidyFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let target = file.target else { return [] }
            return file.imports.compactMap { module in
                fault(of: module, in: target).map { "\(file.place(of: "import " + module)) imports \(module): \($0)" }
            }
        }
    }

    private static func fault(of module: String, in target: String) -> String? {
        if let rule = rules.first(where: { $0.covers(module) && !$0.allowed.contains(target) }) {
            let places = rule.allowed.isEmpty ? "nowhere" : "only in " + rule.allowed.sorted().joined(separator: ", ")
            return "allowed \(places), because \(rule.why)"
        }
        guard let floor = floors[module] else { return nil }
        guard !sideRooms.contains(target) else { return "a side room knows no CRRT word, it could be a package of its own" }
        guard let own = floors[target] else { return "\(target) stands on no floor; add it to the table" }
        return floor < own || module == target ? nil : "it is not on a lower floor (\(floor) seen from \(own))"
    }
}
