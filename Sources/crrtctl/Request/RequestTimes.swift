import CRRTDomain
import Varlink

/// The times of a request as people write them, in options and in files.
enum RequestTimes {
    /// Writes the times of a request and of its incident as the contract has them. `+14d` counts from now, for the end from the start; an
    /// incident's `06:00Z` is the last one.
    ///
    /// - Parameter source: The file's name, for errors; empty for options.
    /// - Throws: `failed` for the first field that holds no time. Fields with no text are left to the check of the request.
    static func resolve(_ request: inout JSONObject, now: Instant, from source: String) throws(Failure) {
        for field in ["start", "end", "replyBy"] {
            let start = field == "end" ? instant(request, "start") : nil
            try resolve(field, of: &request, from: source) { (text) throws(InvalidField) in
                try TimeInput.instant(text, now: now, after: start)
            }
        }
        guard var incident = request["incident"]?.objectValue else { return }
        for field in ["began", "found"] {
            try resolve(field, of: &incident, in: "incident.", from: source) { (text) throws(InvalidField) in
                try TimeInput.past(text, now: now)
            }
        }
        request["incident"] = .object(incident)
    }

    private static func resolve(
        _ field: String, of object: inout JSONObject, in path: String = "", from source: String,
        _ read: (String) throws(InvalidField) -> Instant
    ) throws(Failure) {
        guard let text = object[field]?.stringValue else { return }
        do throws(InvalidField) {
            object[field] = .string(try read(text).description)
        } catch {
            throw Failure(.failed, (source.isEmpty ? "" : source + ": ") + "\(path)\(field): \(error.reason)")
        }
    }

    /// Moves the times of an earlier request to another start, with the same length of work. The reply time stays as long before the start
    /// as it was, and is left out where that is past.
    ///
    /// - Parameter start: nil for the earlier start while it is ahead, else for the same time of day, at least a day from now.
    static func move(_ request: inout JSONObject, to start: Instant?, now: Instant) {
        guard let began = instant(request, "start") else { return }
        let distance = (start ?? next(began, now)).milliseconds - began.milliseconds
        for field in ["start", "end", "replyBy"] {
            guard let time = instant(request, field) else { continue }
            let moved = Instant(milliseconds: time.milliseconds + distance)
            request[field] = field == "replyBy" && moved <= now ? nil : .string(moved.description)
        }
    }

    /// The first instant at least a day from now that is whole days after this one; the instant itself while it is ahead.
    private static func next(_ instant: Instant, _ now: Instant) -> Instant {
        guard instant <= now else { return instant }
        let day: Int64 = 86_400_000
        return Instant(milliseconds: instant.milliseconds + ((now.milliseconds - instant.milliseconds + day - 1) / day + 1) * day)
    }

    private static func instant(_ request: JSONObject, _ field: String) -> Instant? {
        request[field]?.stringValue.flatMap { try? Instant($0) }
    }
}
