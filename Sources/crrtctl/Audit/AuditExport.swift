import ArgumentParser
import CRRTProtocol
import Glibc

struct AuditExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the whole journal as a file that proves itself.",
        discussion: """
            JSON Lines: a header, every entry as it was hashed, every signed checkpoint.
            'audit verify --file FILE --public-key KEY' checks it, with no daemon near.
            """,
        examples: ["audit export journal.jsonl"])

    @Argument(help: "A new file; - is standard output.")
    var file = "-"

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let output = file == "-" ? Terminal.output : open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw Failure(.failed, "\(file): \(SystemError.last)") }
        do {
            let count = try copy(desk, to: output)
            guard file != "-" else { return }
            guard fsync(output) == 0, close(output) == 0 else { throw Failure(.failed, "\(file): \(SystemError.last)") }
            desk.screen.notice("\(file): \(count) lines")
        } catch {
            // Half a journal would look like one that somebody has cut.
            if file != "-" { unlink(file) }
            throw error
        }
    }

    private func copy(_ desk: Desk, to output: Int32) throws -> Int {
        var (count, place) = (0, String?.none)
        repeat {
            let reply = try desk.link.call(Journal.Export.self, .init(after: place), patience: .long).reply
            try write(reply.lines.map { $0 + "\n" }.joined(), to: output)
            count += reply.lines.count
            place = reply.next
        } while place != nil
        return count
    }

    private func write(_ text: String, to output: Int32) throws(Failure) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(.failed, "\(file): \(SystemError.last)") }
            bytes = bytes.dropFirst(count)
        }
    }
}
