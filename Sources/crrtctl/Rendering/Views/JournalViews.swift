import CRRTProtocol
import Varlink

/// The journal as people read it.
enum JournalViews {
    static func table(_ entries: [Journal.Entry], _ times: TimeStyle) -> Table {
        Table(
            columns: [.number("SEQ"), .text("AT"), .text("EVENT"), .text("SUBJECT"), .text("BY")],
            rows: entries.map { ["\($0.seq)", times.exact($0.at), $0.event, $0.subject, $0.principal] })
    }

    /// One event as one line, for a stream.
    static func line(_ entry: Journal.Entry, _ times: TimeStyle) -> String {
        "\(entry.seq)  \(times.exact(entry.at))  \(entry.event)  \(entry.subject)  \(entry.principal)"
    }

    /// Every label that stands in a payload.
    static func labels(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let object):
            object.members.flatMap { $0.name == "classification" ? [$0.value.stringValue].compactMap { $0 } : labels($0.value) }
        case .array(let elements): elements.flatMap(labels)
        default: []
        }
    }

    static func page(_ entry: Journal.Entry, _ times: TimeStyle) -> [Block] {
        [
            .fields([
                .init("seq", "\(entry.seq)"), .init("at", "\(times.exact(entry.at)) (\(times.relative(entry.at)))"),
                .init("event", entry.event),
                .init("subject", entry.subject), .init("by", entry.principal), .init("previous hash", entry.previousHash),
                .init("hash", entry.hash),
            ]),
            .heading("Payload"),
        ] + IndentedJSON.lines(.object(entry.payload)).map { .line($0) }
    }
}
