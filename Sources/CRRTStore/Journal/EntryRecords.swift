import CRRTDomain
import CRRTProtocol
public import JournalProof
import Varlink

/// A change in an entry, with the text of its record.
struct RecordedChange {
    var change: RecordChange
    /// The row holds exactly this text, even if a later version would encode the record differently.
    var record: String
}

extension JournalEntry {
    /// The records as they were after this entry.
    ///
    /// - Throws: `InvalidField` or `JSONError` where the payload cannot be read.
    public func changes() throws -> [RecordChange] { try recordedChanges().map(\.change) }

    func recordedChanges() throws -> [RecordedChange] {
        var payload = payload
        return try payload.withUTF8 { bytes in
            var reader = JSONReader(UnsafeRawBufferPointer(bytes))
            var changes: [RecordedChange]?
            var members = try reader.beginObject()
            while let name = try reader.nextName(&members) {
                if name == "changes" { changes = try recordedChanges(&reader) } else { try reader.skip() }
            }
            try reader.finish()
            guard let changes else { throw InvalidField("changes", "is missing") }
            return changes
        }
    }

    private func recordedChanges(_ reader: inout JSONReader) throws -> [RecordedChange] {
        var changes: [RecordedChange] = []
        var elements = try reader.beginArray()
        while try reader.nextElement(&elements) {
            var members = try reader.beginObject()
            guard let kind = try reader.nextName(&members) else { throw InvalidField("changes", "hold something that is no record") }
            let record = try reader.skip()
            guard try reader.nextName(&members) == nil else { throw InvalidField("changes", "hold something that is no record") }
            let change = try RecordChange(kind, record, at: at)
            changes.append(RecordedChange(change: change, record: String(decoding: record, as: UTF8.self)))
        }
        return changes
    }
}

extension RecordChange {
    /// Reads one record back from a journal payload.
    ///
    /// - Parameters:
    ///   - kind: the name of its member.
    ///   - at: when the entry was made; the default for times that an offer leaves out.
    fileprivate init(_ kind: String, _ record: UnsafeRawBufferPointer, at: Instant) throws {
        switch kind {
        case "expert": self = .expert(try Expert(Roster.Expert(json: record), existing: nil, now: at))
        case "team": self = .team(try Team(Roster.Team(json: record), existing: nil, now: at))
        case "effect": self = .effect(try Effect(Roster.Effect(json: record), existing: nil, now: at))
        case "request": self = .request(try Request(Requests.Request(json: record)))
        case "tasking": self = .tasking(try Tasking(Taskings.Tasking(json: record)))
        case "consent": self = .consent(try Consent(Consents.Consent(json: record)))
        case "campaign": self = .campaign(try Campaign(Campaigns.Campaign(json: record)))
        case "standby": self = .standby(try StandbyPeriod(Standby.Period(json: record)))
        default: throw InvalidField("changes", "hold a \(quoted(kind)), which this version does not know")
        }
    }
}
