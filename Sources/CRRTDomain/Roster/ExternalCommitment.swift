/// A period for which an expert is promised elsewhere, and to whom. They cannot serve in it, as in any other absence.
public struct ExternalCommitment: Sendable, Hashable {
    /// To whom.
    public enum Holder: String, Sendable, Hashable, CaseIterable {
        /// The EU Cybersecurity Reserve: Regulation (EU) 2025/38, articles 14 to 18.
        case euReserve
        /// The Union Civil Protection Mechanism: Decision No 1313/2013/EU.
        case ucpm
        /// A duty at home, such as a watch or a national exercise.
        case nationalDuty
        /// Another organisation, named in the note.
        case other
    }

    /// The most commitments of one expert.
    public static let most = 100

    /// When they are promised.
    public var period: Period
    /// To whom.
    public var holder: Holder
    /// What for; one line of at most 200 bytes without a semicolon, which separates commitments in a sheet. nil where nothing is said.
    public var note: String?

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(period: Period, holder: Holder, note: String? = nil) throws(InvalidField) {
        self.period = period
        self.holder = holder
        self.note = try FieldValidation.text(note, "note", 200)
        if let note, note.contains(where: { $0 == ";" || $0.isNewline }) {
            throw InvalidField("note", "holds a semicolon or a line break; write it in one line without")
        }
        if holder == .other, self.note == nil { throw InvalidField("note", "is missing; name the organisation that holds them") }
    }

    /// By time; of the same time by holder and note.
    static func isBefore(_ one: ExternalCommitment, _ other: ExternalCommitment) -> Bool {
        (one.period.start, one.period.end, one.holder.rawValue, one.note ?? "")
            < (other.period.start, other.period.end, other.holder.rawValue, other.note ?? "")
    }
}
