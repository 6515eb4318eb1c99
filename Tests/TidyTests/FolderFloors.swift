/// The order of the folders inside each target, from the ground up: a folder uses types of its own and of folders below it.
///
/// A use is the name of a type or function that one file of the target defines at top level, or `Outer.Inner` of a type that one
/// file adds to another in an extension, in a file of another folder. Other members and names that are defined twice are not seen.
enum FolderFloors {
    struct Floor: Sendable {
        /// The folder's path in the target; "" is the target's root.
        let folder: String
        /// Why it stands there, where that is not plain.
        let why: String?

        init(_ folder: String, _ why: String? = nil) {
            (self.folder, self.why) = (folder, why)
        }
    }

    /// Targets without folders have no entry.
    static let floors: [String: [Floor]] = [
        "Varlink": [
            Floor("JSON"), Floor("", "what an error quotes, and the suggestion for a misspelt name"), Floor("Framing"), Floor("IDL"),
            Floor("Client"), Floor("Service"),
        ],
        "Systemd": [Floor(""), Floor("Log")],
        "CRRTDomain": [
            Floor("Values"), Floor("People"), Floor("Exercise"), Floor("Standby"), Floor("Request"), Floor("Roster"),
            Floor("Consent", "its terms tell what is asked of seats and effects"), Floor("Tasking"), Floor("Notes"),
        ],
        "CRRTMatching": [
            Floor("Query"), Floor("Index"), Floor("Rules"), Floor("Pool", "the experts who are eligible for each slot"), Floor("Assembly"),
            Floor("Team"), Floor("NextBest", "each team's and the individuals' next-best answers are made of their problems"),
            Floor("", "a match and an explanation are made of all below them"), Floor("Relax", "it repeats matches with easier queries"),
            Floor("Plan", "it is made of matches where no two requests want the same people"), Floor("Reports"),
        ],
        "CRRTProtocol": [Floor(""), Floor("Mapping"), Floor("Marking")],
        "CRRTStore": [
            Floor("Errors"), Floor("Background"), Floor("Statements"), Floor("Journal"), Floor("Search"), Floor("Transactions"),
            Floor("Opening"), Floor("Comparison"),
            Floor("Backup", "a backup is compared with its journal before it bears its name"), Floor("Connections"),
            Floor("", "the store is made of all below it"),
            Floor("Restoring", "a restored database is opened, and so migrated, as a store"),
        ],
        "CRRTService": [
            Floor("Log"), Floor("Scheduling"), Floor("Refusal"), Floor("Roster"), Floor("Caller"),
            Floor("Assessment", "what is worked out about a record each time that it is shown"), Floor("Marking"), Floor("Journal"),
            Floor("Calls", "what every method is answered with"), Floor("Watching"), Floor("Reload"), Floor("Deadlines"), Floor("Proof"),
            Floor("", "the instance is put together of all below it"), Floor("UseCases"), Floor("UseCases/Contact"),
            Floor("UseCases/Request"), Floor("UseCases/Campaign", "a stricter label takes it out of requests"),
            Floor("UseCases/Tasking", "a tasking is checked by the rules of a match"), Floor("UseCases/Consent"),
            Floor("UseCases/Roster"), Floor("UseCases/Standby"), Floor("UseCases/Notes"), Floor("UseCases/Handover"),
            Floor("UseCases/Journal"), Floor("UseCases/Reports"), Floor("UseCases/Instance"), Floor("UseCases/Exercise"), Floor("Methods"),
        ],
        "CRRTConfiguration": [
            Floor("Source"), Floor("Values"), Floor("YAML"), Floor("CSV"), Floor("Files"),
            Floor("", "a configuration is made of all files"),
        ],
        "crrtctl": [
            Floor("Text", "every text is made harmless before it is shown, errors too"), Floor("Errors"), Floor("Time"), Floor("Output"),
            Floor("Input"), Floor("Programs", "a program that crrtctl starts is fed and read"), Floor("Rendering"),
            Floor("Connection", "what the daemon answers is put into words, and bears a label"), Floor("Rendering/Views"),
            Floor("Verbs", "what all verbs share"), Floor("Audit"), Floor("Tasking"),
            Floor("Consent", "a tasking is waited for after its last consent"), Floor("Board/Facts"), Floor("Board/State"),
            Floor("Board/Picture"), Floor("Board/Update", "a page up is as many rows as the picture shows"), Floor("Board/Live"),
            Floor("Board"), Floor("Report"), Floor("Handover"), Floor("Roster/Records"), Floor("Roster/Sheet"), Floor("Roster/Edit"),
            Floor("IncidentSystem", "cases of other systems, which requests begin with"),
            Floor("Request", "its file may be YAML"), Floor("Match", "what it is asked about may be described in such a file"),
            Floor("Plan", "its times are on the axis of the reports"), Floor("Roster"),
            Floor("Calendar/Reading"), Floor("Offers", "experts, teams and effects are shown, changed and edited alike"), Floor("Skill"),
            Floor("Codes", "sectors and incident classes"),
            Floor("Nation"), Floor("Contact"), Floor("Campaign"), Floor("Notes"),
            Floor("Standby", "a rota is a sheet"), Floor("Calendar/Text"), Floor("Calendar"), Floor("Server"), Floor("Exercise"),
            Floor("", "the tree of all verbs, and the completion that is made of it"),
        ],
    ]

    /// Every use of a higher folder, and every folder without a place, in words.
    static func faults(in files: [TidyFile]) -> [String] {
        var faults: [String] = []
        for (target, files) in Dictionary(grouping: files.filter { $0.target != nil }, by: { $0.target ?? "" }) {
            let parts = files.map { FolderPart($0) }
            let folders = Set(parts.map(\.folder))
            guard folders.count > 1 else { continue }
            let heights = Dictionary((floors[target] ?? []).enumerated().map { ($1.folder, $0) }, uniquingKeysWith: { first, _ in first })
            faults += folders.filter { heights[$0] == nil }.map {
                "\(target)/\($0) has no place in the table of its target, Tests/TidyTests/FolderFloors.swift"
            }
            faults += climbs(parts, heights)
        }
        return faults.sorted()
    }

    /// Places in the table whose folder is gone.
    static func emptyFloors(among files: [TidyFile]) -> [String] {
        floors.flatMap { target, floors in
            let folders = Set(files.filter { $0.target == target }.map { FolderPart.folder(of: $0) })
            return floors.filter { !folders.contains($0.folder) }.map {
                "the table of \(target) has a floor '\($0.folder)' without sources"
            }
        }.sorted()
    }

    private static func climbs(_ parts: [FolderPart], _ heights: [String: Int]) -> [String] {
        var owners: [Substring: FolderPart?] = [:]
        for part in parts {
            for name in part.definitions { owners[name] = owners[name] == nil ? part : .some(nil) }
        }
        // Functions, and types in extensions. There are few, so each is looked for in every file.
        let rare = owners.keys.filter { $0.first?.isLowercase == true || $0.holds(".") }
        return parts.flatMap { part in
            (part.words.sorted() + rare.filter(part.uses).sorted()).compactMap { word in
                guard let owner = owners[word] ?? nil, let own = heights[part.folder], let other = heights[owner.folder], other > own else {
                    return nil
                }
                return "\(part.place(of: word)) uses \(word), which stands higher, in \(owner.path)"
            }
        }
    }
}
