import ArgumentParser
import CRRTDomain

/// The options for a time from which and until which records are looked at.
struct TimeRange: ParsableArguments {
    @Option(
        name: [.customLong("from"), .customLong("start")], parsing: .unconditional,
        help: ArgumentHelp("From this time, day (2027-03-01, yesterday) or month (2027-03) on.", valueName: "time"),
        transform: ArgumentTransform.dayStart)
    var from: String?

    @Option(
        name: [.customLong("until"), .customLong("end")], parsing: .unconditional,
        help: ArgumentHelp("Until this time, or the end of a day or month; +14d is 14 days after --from, or from now.", valueName: "time"),
        transform: ArgumentTransform.dayEnd)
    var until: String?

    /// The end as the contract writes it; nil where none is stated.
    func end(_ now: Instant) throws(Failure) -> String? {
        guard let until else { return nil }
        let start = from.flatMap { try? Instant($0) }
        do throws(InvalidField) {
            let end = try TimeInput.instant(until, now: now, after: start)
            if let start, end <= start { throw InvalidField("", "is not after --from, \(start)") }
            return end.description
        } catch {
            throw .usage("--until: \(error.reason)")
        }
    }
}
