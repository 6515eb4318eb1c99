public import ArgumentParser
import CRRTDomain
public import CRRTProtocol

// The enums of the wire as option values: the parser lists what is allowed, in help and in errors.
extension Requests.Classification: ExpressibleByArgument {}
extension Requests.Request.Severity: ExpressibleByArgument {}
extension Requests.Request.Precedence: ExpressibleByArgument {}
extension Requests.Request.Mode: ExpressibleByArgument {}
extension Requests.Request.Mission: ExpressibleByArgument {}
extension Requests.Attribution.Confidence: ExpressibleByArgument {}
extension Requests.Request.State: ExpressibleByArgument {}
extension Requests.Candidate.Kind: ExpressibleByArgument {}
extension Taskings.Tasking.State: ExpressibleByArgument {}
extension Taskings.Withdraw.Parameters.Cause: ExpressibleByArgument {}
extension Taskings.ReportOutcome.Parameters.Result: ExpressibleByArgument {}
extension Consents.Consent.State: ExpressibleByArgument {}
extension Consents.Consent.Kind: ExpressibleByArgument {}

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
    /// A time that has passed; empty to remove it.
    @Sendable static func past(_ text: String) throws -> String {
        text.isEmpty ? "" : try usage { () throws(InvalidField) in try TimeInput.past(text, now: Clock.now).description }
    }
    @Sendable static func hours(_ text: String) throws -> Int { try usage { () throws(InvalidField) in try WordInput.hours(text) } }
    @Sendable static func nation(_ text: String) throws -> String { try usage { () throws(InvalidField) in try WordInput.nation(text) } }
    @Sendable static func names(_ text: String) throws -> [String] { WordInput.names(text) }
    @Sendable static func seat(_ text: String) throws -> Requests.Seat { try usage { () throws(InvalidField) in try SeatInput.seat(text) } }

    @Sendable static func language(_ text: String) throws -> (code: String, profile: String) {
        try usage { () throws(InvalidField) in try WordInput.language(text) }
    }

    @Sendable static func assignment(_ text: String) throws -> Taskings.Assignment {
        try usage { () throws(InvalidField) in try WordInput.assignment(text) }
    }

    @Sendable static func timeout(_ text: String) throws -> Int { try usage { () throws(InvalidField) in try WordInput.timeout(text) } }

    @Sendable static func weight(_ text: String) throws -> (name: String, value: Int) {
        try usage { () throws(InvalidField) in try WordInput.weight(text) }
    }

    private static func usage<Value>(_ read: () throws(InvalidField) -> Value) throws -> Value {
        do throws(InvalidField) { return try read() } catch { throw ValidationError(error.reason) }
    }
}
