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
            let start = field == "end" ? request["start"]?.stringValue.flatMap { try? Instant($0) } : nil
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
}
