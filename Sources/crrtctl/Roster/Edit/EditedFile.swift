import Glibc

/// The temporary file that the user edits. It may hold personal data and classified records, so only its owner can read it.
struct EditedFile {
    /// Begins the comments that crrtctl writes at the top, so that it can remove them again.
    private static let mark = "#! "

    let path: String

    init(_ name: String, _ text: String) throws(Failure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/crrtctl-\(name)-XXXXXX.yaml".utf8CString)
        let descriptor = mkstemps(&template, 5)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        Terminal.write(text, to: descriptor)
        close(descriptor)
        guard try self.text() == text else { throw Failure(.failed, "\(path): cannot be written; is the disk full?") }
    }

    func text() throws(Failure) -> String { String(decoding: try InputFile(path, for: .yaml).bytes, as: UTF8.self) }

    /// Whether the text has more than comments and empty lines.
    static func holdsAnything(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "\n")).contains { line in
            line.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }.map { $0 != UInt8(ascii: "#") } ?? false
        }
    }

    func remove() { unlink(path) }

    /// Writes these lines at the top as comments, in place of earlier ones.
    ///
    /// - Parameter revision: The new value of the record's `revision`; nil leaves it.
    func note(_ lines: [String], revision: Int? = nil) throws(Failure) {
        let kept = try text().split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(EditedFile.mark) }.map {
            line in
            revision.map { line.hasPrefix("revision:") ? "revision: \($0)" : String(line) } ?? String(line)
        }
        let notes = lines.map { EditedFile.mark + EscapedText.line($0) }
        // Replacing the file keeps the user's text if the disk is full.
        try OutputFile.replace(path, Array((notes + kept).joined(separator: "\n").utf8))
    }
}
