import CRRTDomain
import CRRTProtocol

/// An import as one line of the journal.
enum ImportCount {
    private static let outcomes = [("created", "new"), ("updated", "changed"), ("withdrawn", "withdrawn")]

    /// `roster imported: 240 experts new, 3 changed, 2 withdrawn; 4 teams new`, of the entry that closes an import.
    static func words(_ entry: Journal.Entry) -> String {
        let effects = Dictionary(grouping: entry.effects, by: outcome).mapValues(\.count)
        func counts(_ kind: String, _ count: (String) -> Int) -> String? {
            let counts = outcomes.map { (number: count($0.0), words: $0.1) }.filter { $0.number > 0 }
            guard let first = counts.first else { return nil }
            let rest = counts.dropFirst().map { "\($0.number) \($0.words)" }
            return (["\(counted(first.number, kind, kind + "s")) \(first.words)"] + rest).joined(separator: ", ")
        }
        func detail(_ kind: String) -> (String) -> Int { { entry.detail("\(kind)s.\($0)").flatMap { Int($0) } ?? 0 } }
        let kinds = [
            counts("expert", detail("expert")), counts("team", detail("team")), counts("effect") { effects[$0] ?? 0 },
        ]
        return "roster imported: " + kinds.compactMap { $0 }.joined(separator: "; ")
    }

    /// Of an effect, whose record alone says what became of it.
    private static func outcome(_ effect: Roster.Effect) -> String {
        effect.revision == 1 ? "created" : effect.offer?.state == .withdrawn ? "withdrawn" : "updated"
    }

    /// The entries without those of an import that one of them closes.
    ///
    /// An import whose closing entry is not among them, as another page or subject was asked for, stays as it is.
    static func folded(_ entries: [Journal.Entry]) -> [Journal.Entry] {
        var shown: [Journal.Entry] = []
        var open: [Journal.Entry] = []
        for entry in entries {
            if entry.event == JournalEvent.rosterImported.rawValue {
                open.removeAll { $0.isOfImport }
            } else if entry.isOfImport || !open.isEmpty {
                open.append(entry)
                continue
            }
            shown += open + [entry]
            open = []
        }
        return shown + open
    }
}
