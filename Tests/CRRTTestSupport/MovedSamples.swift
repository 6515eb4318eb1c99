public import CRRTDomain
public import CRRTProtocol

/// The samples for tests that start crrtd or crrtctl, which read the machine's clock: every date is later by the days from the day that
/// the samples are written for to the present day.
public enum MovedSamples {
    /// The day on which this was first asked for. It stays when midnight passes, so that all dates of a run fit together.
    public static let today = RealClock.now.date
    private static var days: Int { today.daysSinceEpoch - Samples.today.daysSinceEpoch }

    /// Experts, then teams, then effects, as the file has them.
    public static func roster() throws -> [Roster.Record] { try Samples.roster(laterBy: days) }

    public static let scenarios = [
        "albania-2022", "denmark-energy-2023", "estonia-2007", "grid-collapse-exercise", "impossible", "montenegro-2022", "viasat-2022",
        "wannacry-nhs-2017",
    ]

    public static func scenario(_ name: String) throws -> Requests.Request { try Samples.scenario(name, laterBy: days) }
}
