public import CRRTDomain
public import CRRTProtocol
import Foundation
import Varlink

/// The samples as they are written, and the day on which tests with a clock of their own take place.
///
/// Tests that start crrtd or crrtctl use `MovedSamples` instead: those programs read the machine's clock.
public enum Samples {
    /// The day that the sample roster's periods count from. On this day the samples fit together as they are written.
    public static let today = (try? CalendarDate("2026-12-01"))!

    /// The day on which the scenarios begin.
    static let scenarioDay = (try? CalendarDate("2027-03-01"))!

    /// Experts, then teams, then effects, as the file has them.
    public static func roster() throws -> [Roster.Record] { try roster(laterBy: 0) }

    /// The same with every date moved by whole days.
    static func roster(laterBy days: Int) throws -> [Roster.Record] {
        let text = try String(contentsOf: BuiltPrograms.checkout.appendingPathComponent("samples/roster-sample.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            var record = try Roster.Record(json: line.utf8)
            guard var expert = record.expert else { return record }
            if let until = expert.clearance?.validUntil {
                expert.clearance?.validUntil = CalendarDate(daysSinceEpoch: try CalendarDate(until).daysSinceEpoch + days).description
            }
            expert.unavailable = try expert.unavailable?.map {
                .init(start: try moved($0.start, by: days), end: try moved($0.end, by: days))
            }
            record.expert = expert
            return record
        }
    }

    static func scenario(_ name: String, laterBy days: Int) throws -> Requests.Request {
        let url = BuiltPrograms.checkout.appendingPathComponent("samples/scenarios/\(name).json")
        var request = try Requests.Request(json: try Data(contentsOf: url))
        request.start = try moved(request.start, by: days)
        request.end = try moved(request.end, by: days)
        return request
    }

    private static func moved(_ instant: String, by days: Int) throws -> String { try Instant(instant).adding(days: days).description }
}

extension Roster.Record {
    public var nation: String { expert?.nation ?? team?.nation ?? effect?.nation ?? "" }
}
