/// The revision and journal position after a change, in brackets.
enum Outcome {
    /// The largest position that is shown. For callers who do not see the whole journal, positions are made of the time (decision 10) and
    /// are too long to be of use to people.
    private static let mostChanges = 1_000_000_000_000

    /// ` (revision 2, journal 487)`, with the parts that are known.
    static func words(revision: Int? = nil, seq: Int?) -> String {
        let journal = seq.flatMap { $0 < mostChanges ? "journal \($0)" : nil }
        let parts = [revision.map { "revision \($0)" }, journal].compactMap { $0 }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
}
