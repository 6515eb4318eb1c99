/// The company of industry that an expert works for, and the agreement under which their nation sponsors them.
///
/// The nation that offers the expert is the sponsor, and its consent to each use is the consent.
public struct Partner: Sendable, Hashable {
    /// The company, at most 200 bytes. It may identify the person, so it is erasable with their name and never in the journal. nil once it
    /// is erased.
    public var name: String?
    /// The reference of the agreement between the company and the nation, at most 200 bytes. It often names the company, so it goes with
    /// the name: nil exactly where that is.
    public var agreement: String?
    /// The last day of the agreement, through its end in UTC.
    public var until: CalendarDate

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(name: String?, agreement: String?, until: CalendarDate) throws(InvalidField) {
        self.name = try FieldValidation.text(name, "name", 200)
        self.agreement = try FieldValidation.text(agreement, "agreement", 200)
        self.until = until
        guard (self.name == nil) == (self.agreement == nil) else {
            throw self.name == nil
                ? InvalidField("name", "is missing; name the company")
                : InvalidField("agreement", "is missing; state the reference of the agreement with the company")
        }
    }

    /// The same without what may identify the person.
    public var withoutNames: Partner {
        var partner = self
        (partner.name, partner.agreement) = (nil, nil)
        return partner
    }

    /// Whether the agreement covers every instant before `end`.
    public func holds(until end: Instant) -> Bool { end <= until.endOfDay }
}
