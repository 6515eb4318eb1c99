import CRRTDomain
import Varlink

/// The times of an expert, team or effect as people write them in a file.
enum RosterTimes {
    /// The record with its times as the contract has them; `+14d` counts from now, for the end of an absence from its beginning.
    ///
    /// - Throws: the first field that holds no time.
    static func resolved(_ record: JSONObject, now: Instant) throws(InvalidField) -> JSONObject {
        var record = record
        try resolve("authorisedUntil", of: &record, now: now)
        if var offer = record["offer"]?.objectValue {
            for field in ["validFrom", "validUntil", "confirmedAt"] { try resolve(field, of: &offer, in: "offer.", now: now) }
            record["offer"] = .object(offer)
        }
        if let periods = record["unavailable"]?.arrayValue {
            var resolved: [JSONValue] = []
            for (index, period) in periods.enumerated() {
                guard var object = period.objectValue else {
                    resolved.append(period)
                    continue
                }
                try resolve("start", of: &object, in: "unavailable[\(index)].", now: now)
                let start = object["start"]?.stringValue.flatMap { try? Instant($0) }
                try resolve("end", of: &object, in: "unavailable[\(index)].", now: now, after: start)
                resolved.append(.object(object))
            }
            record["unavailable"] = .array(resolved)
        }
        return record
    }

    private static func resolve(
        _ field: String, of object: inout JSONObject, in path: String = "", now: Instant, after start: Instant? = nil
    ) throws(InvalidField) {
        guard let text = object[field]?.stringValue else { return }
        do throws(InvalidField) {
            object[field] = .string(try TimeInput.text(text, now: now, after: start))
        } catch {
            throw InvalidField(path + field, error.reason)
        }
    }
}
