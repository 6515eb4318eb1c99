/// What a standing team brings and needs on its way, as the modules of the Union Civil Protection Mechanism state it. It is for information
/// and changes no answer of matching.
public struct TeamSupport: Sendable, Hashable {
    /// The longest list of the kit, in UTF-8 bytes.
    private static let longestKit = 1000
    /// The most kilograms that can be stated.
    private static let mostKilograms = 1_000_000
    /// The most days that can be stated: a year.
    private static let mostDays = 365

    /// The team's own equipment, at most 1000 bytes; nil where nothing is said.
    public var kit: String?
    /// What has to be carried, in kilograms, 0 to a million; nil where it is not known.
    public var transportKg: Int?
    /// How many days the team works without supplies, 0 to 365; nil where it is not known.
    public var selfSufficientDays: Int?
    /// Hours for visas and tickets by the nation where the work is, 0 to 8760 each.
    public var travelLeadHours: [NationCode: Int]

    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        kit: String? = nil, transportKg: Int? = nil, selfSufficientDays: Int? = nil, travelLeadHours: [NationCode: Int] = [:]
    ) throws(InvalidField) {
        self.kit = try FieldValidation.text(kit, "kit", TeamSupport.longestKit)
        if let transportKg, !(0...TeamSupport.mostKilograms).contains(transportKg) {
            throw InvalidField("transportKg", "is \(transportKg); 0 to \(TeamSupport.mostKilograms) kilograms are allowed")
        }
        self.transportKg = transportKg
        if let selfSufficientDays, !(0...TeamSupport.mostDays).contains(selfSufficientDays) {
            throw InvalidField("selfSufficientDays", "is \(selfSufficientDays); 0 to \(TeamSupport.mostDays) days are allowed")
        }
        self.selfSufficientDays = selfSufficientDays
        for (nation, hours) in travelLeadHours.sorted(by: { $0.key < $1.key }) {
            _ = try FieldValidation.hours(hours, "travelLeadHours.\(nation)")
        }
        self.travelLeadHours = travelLeadHours
    }

    /// Nothing is said.
    private init() { travelLeadHours = [:] }

    /// Of a team whose nation states nothing.
    public static let none = TeamSupport()
}
