import ArgumentParser
import CRRTDomain
public import CRRTProtocol
import Varlink

/// One of several words as an option value, in any letter case.
protocol WordArgument: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension WordArgument {
    /// nil for a word that is none of them.
    public init?(argument: String) {
        guard let word = WordInput.word(argument, of: Self.allCases.map(\.rawValue)) else { return nil }
        self.init(rawValue: word)
    }
}

// The enums of the wire as option values: the parser lists what is allowed, in help and in errors.
extension Requests.Classification: WordArgument {}
extension Roster.Classification: WordArgument {}
extension Roster.ListExperts.Parameters.Mode: WordArgument {}
extension Requests.Request.Severity: WordArgument {}
extension Requests.Request.Precedence: WordArgument {}
extension Requests.Request.Mode: WordArgument {}
extension Requests.Request.State: WordArgument {}
extension Requests.Candidate.Kind: WordArgument {}
extension Taskings.Tasking.State: WordArgument {}
extension Taskings.Withdraw.Parameters.Cause: WordArgument {}
extension Taskings.ReportOutcome.Parameters.Result: WordArgument {}
extension Exercise.AddInject.Parameters.Classification: WordArgument {}
extension Consents.Consent.State: WordArgument {}
extension Consents.Consent.Kind: WordArgument {}
extension Requests.Request.Mission: WordArgument {}
extension Requests.Attribution.Confidence: WordArgument {}
extension Notes.Note.Kind: WordArgument {}
extension Campaigns.Classification: WordArgument {}
extension Campaigns.Domain: WordArgument {}
extension Campaigns.Campaign.State: WordArgument {}
extension Standby.Period.State: WordArgument {}
extension Standby.Period.Tier: WordArgument {}

/// Conversions of option values for the argument parser (`transform:`). A value that the domain refuses is a usage error with the
/// domain's reason.
enum ArgumentTransform {
    @Sendable static func time(_ text: String) throws -> String {
        try usage { () throws(InvalidField) in try TimeInput.text(text, now: Clock.now) }
    }
    @Sendable static func instant(_ text: String) throws -> Instant {
        try usage { () throws(InvalidField) in try TimeInput.instant(text, now: Clock.now) }
    }
    /// A time that may be counted after another one: `+14d` stays as it is, until ``RequestTimes`` knows the start.
    @Sendable static func timeAfterStart(_ text: String) throws -> String {
        let resolved = try time(text)
        return text.hasPrefix("+") ? text : resolved
    }
    /// A time, or the beginning of a day, UTC.
    @Sendable static func dayStart(_ text: String) throws -> String {
        try usage { () throws(InvalidField) in try DayInput.start(text, now: Clock.now).description }
    }
    /// A time, or the end of a day, UTC; `+14d` stays as it is, until the start is known.
    @Sendable static func dayEnd(_ text: String) throws -> String {
        let resolved = try usage { () throws(InvalidField) in try DayInput.end(text, now: Clock.now, after: Clock.now).description }
        return text.hasPrefix("+") ? text : resolved
    }
    /// A time that has passed; empty to remove it.
    @Sendable static func past(_ text: String) throws -> String {
        text.isEmpty ? "" : try usage { () throws(InvalidField) in try TimeInput.past(text, now: Clock.now).description }
    }
    /// A day, UTC: `2027-03-01`, `today`, or the one on which a time falls.
    @Sendable static func day(_ text: String) throws -> String {
        try usage { () throws(InvalidField) in try DayInput.day(text, now: Clock.now).description }
    }
    @Sendable static func hours(_ text: String) throws -> Int { try usage { () throws(InvalidField) in try WordInput.hours(text) } }
    /// A number from 0; null for an empty text, which removes what is there.
    @Sendable static func count(_ text: String) throws -> JSONValue {
        text.isEmpty ? .null : try usage { () throws(InvalidField) in .integer(Int64(try WordInput.count(text))) }
    }
    @Sendable static func nation(_ text: String) throws -> String { try usage { () throws(InvalidField) in try WordInput.nation(text) } }
    @Sendable static func id(_ text: String) throws -> String { WordInput.id(text) }
    /// A nation, or the id of an expert or a team.
    @Sendable static func member(_ text: String) throws -> String { (try? WordInput.nation(text)) ?? WordInput.id(text) }
    @Sendable static func names(_ text: String) throws -> [String] { WordInput.names(text) }
    @Sendable static func seat(_ text: String) throws -> Requests.Seat { try usage { () throws(InvalidField) in try SeatInput.seat(text) } }

    @Sendable static func language(_ text: String) throws -> (code: String, profile: String) {
        try usage { () throws(InvalidField) in try WordInput.language(text) }
    }

    @Sendable static func assignment(_ text: String) throws -> Taskings.Assignment {
        try usage { () throws(InvalidField) in try WordInput.assignment(text) }
    }

    @Sendable static func plannedPerson(_ text: String) throws -> Requests.PlannedPerson {
        try usage { () throws(InvalidField) in try WordInput.plannedPerson(text) }
    }

    @Sendable static func timeout(_ text: String) throws -> Int { try usage { () throws(InvalidField) in try WordInput.timeout(text) } }

    @Sendable static func weight(_ text: String) throws -> (name: String, value: Int) {
        try usage { () throws(InvalidField) in try WordInput.weight(text) }
    }

    private static func usage<Value>(_ read: () throws(InvalidField) -> Value) throws -> Value {
        do throws(InvalidField) { return try read() } catch { throw ValidationError(error.reason) }
    }
}
