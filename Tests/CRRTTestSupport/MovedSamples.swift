public import CRRTDomain
public import CRRTProtocol

/// The samples for tests that start crrtd or crrtctl, which read the machine's clock: every date is later by the days from the day that
/// the samples are written for to the present day.
public enum MovedSamples {
    /// The day on which this was first asked for. It stays when midnight passes, so that all dates of a run fit together.
    public static let today = RealClock.now.date

    /// - Parameter daysAhead: In how many days the scenarios begin; nil for as many as there are on the samples' present day.
    private static func days(_ daysAhead: Int?) -> Int {
        let day = daysAhead.map { Samples.scenarioDay.daysSinceEpoch - $0 } ?? Samples.today.daysSinceEpoch
        return today.daysSinceEpoch - day
    }

    /// Experts, then teams, then effects, as the file has them.
    ///
    /// - Parameter daysAhead: In how many days the scenarios begin; nil for as many as there are on the samples' present day.
    public static func roster(daysAhead: Int? = nil) throws -> [Roster.Record] { try Samples.roster(laterBy: days(daysAhead)) }

    public static let scenarios = [
        "albania-2022", "denmark-energy-2023", "estonia-2007", "grid-collapse-exercise", "impossible", "montenegro-2022", "viasat-2022",
        "wannacry-nhs-2017",
    ]

    /// - Parameters:
    ///   - name: One of `scenarios`.
    ///   - daysAhead: In how many days it begins; nil for as many as there are on the samples' present day.
    public static func scenario(_ name: String, daysAhead: Int? = nil) throws -> Requests.Request {
        try Samples.scenario(name, laterBy: days(daysAhead))
    }
}
