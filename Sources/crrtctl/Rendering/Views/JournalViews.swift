import CRRTProtocol
import Varlink

/// Tables and pages of journal entries.
enum JournalViews {
    static func table(_ entries: [Journal.Entry], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .number("SEQ"), .text("AT"), .text("EVENT", rank: 1), .text("SUBJECT"), .text("BY", rank: 2), .text("WHAT", least: 20),
            ],
            rows: entries.map { entry in
                let words = EventText(entry, times).line
                return ["\(entry.seq)", times.exact(entry.at), entry.event, entry.subject, entry.principal, words]
            })
    }

    /// One event as one line with its label, for a stream.
    static func line(_ entry: Journal.Entry, _ marking: Journal.Marking?, _ times: TimeStyle) -> String {
        let what = EventText(entry, times).line
        let words = [times.exact(entry.at), marking?.classification.rawValue, entry.event, entry.subject, entry.principal, what]
        return (["\(entry.seq)"] + words.compactMap { $0 }).joined(separator: "  ")
    }

    static func page(_ entry: Journal.Entry, _ times: TimeStyle) -> [Block] {
        [
            .fields([
                .init("seq", "\(entry.seq)"), .init("at", "\(times.exact(entry.at)) (\(times.relative(entry.at)))"),
                .init("event", entry.event),
                .init("subject", entry.subject), .init("by", entry.principal), .init("what", EventText(entry, times).text),
                .init("previous hash", entry.previousHash),
                .init("hash", entry.hash),
            ]),
            .heading("Payload"),
        ] + IndentedJSON.lines(.object(entry.payload)).map { .line($0) }
    }
}
