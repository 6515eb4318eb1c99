/// The id of a standby period, such as `EST-STB-2027-03`. The nation chooses it, as it does those of its offers.
public struct StandbyID: NationalIdentifier {
    /// The whole id.
    public let text: String
    /// The nation that offers the period.
    public let nation: NationCode
    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        nation = try StandbyID.checked(text, example: "EST-STB-2027-03")
        self.text = text
    }
}
