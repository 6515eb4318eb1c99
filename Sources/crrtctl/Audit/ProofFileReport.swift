import CRRTDomain
import CRRTProtocol
import Glibc
import JournalProof
import Varlink

/// Reads an exported journal from its first byte to its last and says what it proves. No daemon is asked.
struct ProofFileReport {
    private let context: CommandContext
    private let file: String
    private let check: JournalExportVerifier
    private let verdict: JournalVerdict

    init(_ context: CommandContext, _ check: JournalExportVerifier, _ file: String) throws(Failure) {
        self.context = context
        self.file = file
        var check = check
        try ProofFileReport.lines(of: file) { check.take($0) }
        verdict = check.finish()
        self.check = check
    }

    func show() throws(Failure) {
        if context.wantsJSON {
            context.screen.json(json())
        } else {
            let consents = check.consents.findings
            context.screen.page([.fields(fields)] + (consents.isEmpty ? [] : [.table(table(consents))]), marking: marking.line)
        }
        guard verdict.isIntact else { throw Failure(.failed, "\(file) does not hold", details: verdict.faults.map(\.text)) }
    }

    /// The highest classification in the file. It names no nations, because only the daemon knows who may see all of it.
    private var marking: Marking {
        Marking(isExercise: check.label.isExercise, classification: check.label.classification)
    }

    private var fields: [Block.Field] {
        let count = VerdictText.checkpoints(verdict.checkpoints)
        let signed = verdict.signed.map { "up to entry \($0.seq) at \($0.at) by key \($0.key) (\(count))" }
        return [
            .init("file", file), .init("journal", check.header?.journal),
            .init("instance", verdict.signed?.instance ?? check.header?.instance), .init("written", check.header?.at.description),
            .init("entries", "\(verdict.entries)"), .init("head", verdict.last.description),
            .init("verdict", verdict.isIntact ? "intact" : "BROKEN"), .init("signed", signed ?? "no"),
            .init("unchecked", verdict.unchecked == 0 ? nil : "\(VerdictText.checkpoints(verdict.unchecked)) by other keys"),
        ]
    }

    private func table(_ consents: [ConsentSignatureVerifier.Finding]) -> Table {
        Table(
            columns: [.text("TASKING"), .text("NATION"), .text("KIND"), .text("ENTRY"), .text("CONSENT")],
            rows: consents.map { finding in
                let signed = finding.key.map { "signed with key \($0)" + (finding.isKnown ? "" : ", as the journal says") }
                return [finding.tasking, finding.nation, finding.kind, "\(finding.seq)", signed ?? "not signed"]
            })
    }

    private func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("entries", verdict.entries)
        writer.member("head", Hexadecimal.text(verdict.head))
        writer.member("intact", verdict.isIntact)
        writer.member("broken", verdict.broken)
        writer.member("faults", verdict.faults.isEmpty ? nil : verdict.faults.map(\.text))
        writer.member("key", verdict.signed?.key)
        writer.member("checkpoints", verdict.checkpoints)
        writer.member("unchecked", verdict.unchecked)
        writer.member("signed", verdict.signed?.seq)
        writer.member("signedAt", verdict.signed?.at.description)
        writer.key("consents")
        writer.beginArray()
        for finding in check.consents.findings { write(finding, to: &writer) }
        writer.endArray()
        writer.key("marking")
        writer.beginObject()
        writer.member("classification", marking.classification?.rawValue)
        writer.member("exercise", marking.isExercise)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private func write(_ finding: ConsentSignatureVerifier.Finding, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("tasking", finding.tasking)
        writer.member("nation", finding.nation)
        writer.member("kind", finding.kind)
        writer.member("entry", finding.seq)
        writer.member("key", finding.key)
        writer.member("known", finding.isKnown)
        writer.endObject()
    }

    /// The most bytes of a line. Entries are much shorter, because the daemon takes calls of at most 16 MiB.
    private static let mostOfLine = 64 << 20

    /// Reads a file line by line, so that memory does not grow with the journal.
    /// Passes each line of a file to `each`, without its line break.
    ///
    /// - Parameter path: `-` for standard input.
    static func lines(of path: String, _ each: (ArraySlice<UInt8>) -> Void) throws(Failure) {
        let descriptor = path == "-" ? Terminal.input : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        defer { if path != "-" { close(descriptor) } }
        var rest: [UInt8] = []
        var isFirst = true
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
            if count == 0 { break }
            // Only the new bytes are searched: a line may be many chunks long.
            var begin = 0
            while let end = chunk[begin..<count].firstIndex(of: UInt8(ascii: "\n")) {
                rest += chunk[begin..<end]
                each((isFirst ? ByteOrderMark.removed(from: rest) : rest)[...])
                isFirst = false
                rest.removeAll(keepingCapacity: true)
                begin = end + 1
            }
            rest += chunk[begin..<count]
            guard rest.count <= mostOfLine else {
                throw Failure(.failed, "\(path): a line of more than \(mostOfLine >> 20) MiB; this is no exported journal")
            }
        }
        if !rest.isEmpty { each(rest[...]) }
    }
}
