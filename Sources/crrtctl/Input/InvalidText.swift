import Glibc

/// Bytes that are no UTF-8 text (RFC 3629). They would become U+FFFD, and be filed so.
enum InvalidText {
    /// The offset of the first such byte; nil for text.
    static func offset(in bytes: Span<UInt8>) -> Int? {
        do throws(Unicode.UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// The failure for a word of the command line that is no text; nil where all are.
    ///
    /// - Parameters:
    ///   - words: The words as the system has passed them, the program's name first.
    ///   - count: How many there are.
    static func failure(inArguments words: UnsafePointer<UnsafeMutablePointer<CChar>?>, count: Int) -> Failure? {
        for index in 1..<max(count, 1) {
            guard let word = words[index] else { continue }
            let bytes = UnsafeRawBufferPointer(start: word, count: strlen(word))
            guard let offset = offset(in: bytes.bindMemory(to: UInt8.self).span) else { continue }
            return .usage(
                "word \(index) of the command line is no UTF-8 text at its byte \(offset + 1): \(String(cString: word))",
                next: "the same in a terminal that writes UTF-8; locale shows what yours writes")
        }
        return nil
    }
}
