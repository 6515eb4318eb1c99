public import CRRTDomain
public import CRRTProtocol
import Foundation
import Varlink

/// The sample roster and scenarios, with every date moved by the days that have passed since they were written: what fits together
/// today fits together in ten years.
public enum Samples {
    /// The day that the sample roster's periods count from.
    private static let written = (try? CalendarDate("2026-12-01"))!
    public static let today = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).date
    private static var days: Int { today.daysSinceEpoch - written.daysSinceEpoch }

    /// Experts, then teams, then effects, as the file has them.
    public static func roster() throws -> [Roster.Record] {
        let text = try String(contentsOf: BuiltPrograms.checkout.appendingPathComponent("samples/roster-sample.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            var record = try Roster.Record(json: line.utf8)
            guard var expert = record.expert else { return record }
            if let until = expert.clearance?.validUntil { expert.clearance?.validUntil = try moved(date: until) }
            expert.unavailable = try expert.unavailable?.map { .init(start: try moved($0.start), end: try moved($0.end)) }
            record.expert = expert
            return record
        }
    }

    public static let scenarios = [
        "albania-2022", "denmark-energy-2023", "estonia-2007", "grid-collapse-exercise", "impossible", "montenegro-2022", "viasat-2022",
        "wannacry-nhs-2017",
    ]

    public static func scenario(_ name: String) throws -> Requests.Request {
        let url = BuiltPrograms.checkout.appendingPathComponent("samples/scenarios/\(name).json")
        var request = try Requests.Request(json: try Data(contentsOf: url))
        request.start = try moved(request.start)
        request.end = try moved(request.end)
        return request
    }

    private static func moved(_ instant: String) throws -> String { try Instant(instant).adding(days: days).description }
    private static func moved(date: String) throws -> String {
        CalendarDate(daysSinceEpoch: try CalendarDate(date).daysSinceEpoch + days).description
    }
}

extension Roster.Record {
    public var nation: String { expert?.nation ?? team?.nation ?? effect?.nation ?? "" }
}
