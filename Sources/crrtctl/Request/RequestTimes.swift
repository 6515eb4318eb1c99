import CRRTDomain
import Varlink

/// The times of a request as people write them, in options and in files.
enum RequestTimes {
    /// Writes the start, the end and the reply time as the contract has them. `+14d` counts from now, for the end from the start.
    ///
    /// - Parameter source: The file's name, for errors; empty for options.
    /// - Throws: `failed` for the first field that holds no time. Fields with no text are left to the check of the request.
    static func resolve(_ request: inout JSONObject, now: Instant, from source: String) throws(Failure) {
        for field in ["start", "end", "replyBy"] {
            guard let text = request[field]?.stringValue else { continue }
            let start = field == "end" ? request["start"]?.stringValue.flatMap { try? Instant($0) } : nil
            do throws(InvalidField) {
                request[field] = .string(try TimeInput.text(text, now: now, after: start))
            } catch {
                throw Failure(.failed, (source.isEmpty ? "" : source + ": ") + "\(field): \(error.reason)")
            }
        }
    }
}
