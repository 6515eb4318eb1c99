/// What a change came to, in brackets behind the words for it.
enum Outcome {
    /// The journal counts changes. For who does not see all of them the daemon makes positions of the time (decision 10); such a number is
    /// for programs, and says nothing to people.
    private static let mostChanges = 1_000_000_000_000

    /// ` (revision 2, journal 487)`, with what there is of it.
    static func words(revision: Int? = nil, seq: Int?) -> String {
        let journal = seq.flatMap { $0 < mostChanges ? "journal \($0)" : nil }
        let parts = [revision.map { "revision \($0)" }, journal].compactMap { $0 }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
}
