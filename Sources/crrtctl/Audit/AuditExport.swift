import ArgumentParser
import CRRTDomain
import CRRTProtocol

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
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        guard file != "-" else { return try copy(context) { Terminal.write($0, to: Terminal.output) } }
        var count = 0
        // Half of a journal would look like a truncated one.
        try OutputFile.create(file) { (file) throws(Failure) in
            try copy(context) { (lines) throws(Failure) in
                try file.write(lines)
                count += lines.count { $0 == UInt8(ascii: "\n") }
            }
        }
        context.screen.notice("\(file): \(counted(count, "line", "lines"))")
    }

    private func copy(_ context: CommandContext, to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var position: String?
        repeat {
            let reply = try context.daemon.call(Journal.Export.self, .init(after: position), length: .long).reply
            try write(Array(reply.lines.map { $0 + "\n" }.joined().utf8))
            position = reply.next
        } while position != nil
    }
}
