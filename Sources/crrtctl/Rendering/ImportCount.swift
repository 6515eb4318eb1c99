import CRRTDomain
import CRRTProtocol

/// An import as one line of the journal.
enum ImportCount {
    private static let outcomes = [("created", "new"), ("updated", "changed"), ("withdrawn", "withdrawn")]

    /// `roster imported: 240 experts new, 3 changed, 2 withdrawn; 4 effects changed, 1 of them withdrawn now`, of the entry that closes an
    /// import.
    static func words(_ entry: Journal.Entry) -> String {
        func people(_ kind: String) -> String? {
            counts(kind, outcomes.map { (entry.detail("\(kind)s.\($0.0)").flatMap { Int($0) } ?? 0, $0.1) })
        }
        return "roster imported: " + [people("expert"), people("team"), effects(entry.effects)].compactMap { $0 }.joined(separator: "; ")
    }

    /// The counts of effects. The entry has their records after the import, which do not say what state an effect had before.
    private static func effects(_ effects: [Roster.Effect]) -> String? {
        let changed = effects.filter { $0.revision != 1 }
        let withdrawn = changed.count { $0.offer?.state == .withdrawn }
        return counts("effect", [(effects.count - changed.count, "new"), (changed.count, "changed")])
            .map { $0 + (withdrawn > 0 ? ", \(withdrawn) of them withdrawn now" : "") }
    }

    /// `240 experts new, 3 changed`; nil where there are none.
    private static func counts(_ kind: String, _ counts: [(number: Int, words: String)]) -> String? {
        let counts = counts.filter { $0.number > 0 }
        guard let first = counts.first else { return nil }
        let rest = counts.dropFirst().map { "\($0.number) \($0.words)" }
        return (["\(counted(first.number, kind, kind + "s")) \(first.words)"] + rest).joined(separator: ", ")
    }

    /// The entries without those of an import that one of them closes.
    ///
    /// An import whose closing entry is not among them, because another page or subject was requested, is shown record by record.
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
