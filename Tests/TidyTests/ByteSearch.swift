import ByteSearch
import Glibc

/// Fast searches of the checkout, which pick the lines that a regular expression then reads.
extension StringProtocol {
    /// Whether the text has these bytes anywhere.
    func holds(_ wanted: String) -> Bool { offset(of: wanted, from: 0) != nil }

    /// Whether the text has these bytes, and neither an ASCII letter nor an underscore directly before or after.
    func holdsWord(_ word: String) -> Bool {
        var start = 0
        while let found = offset(of: word, from: start) {
            if !isPartOfWord(at: found - 1), !isPartOfWord(at: found + word.utf8.count) { return true }
            start = found + 1
        }
        return false
    }

    /// The offset in UTF-8 of the first occurrence at or after an offset; nil if there is none.
    private func offset(of wanted: String, from start: Int) -> Int? {
        utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).offset(of: wanted, from: start) } ?? nil
    }

    private func isPartOfWord(at offset: Int) -> Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            bytes.indices.contains(offset) && (isalpha(Int32(bytes[offset])) != 0 || bytes[offset] == UInt8(ascii: "_"))
        } ?? false
    }
}

extension String {
    /// The text between line breaks, which are not part of the lines. A text that ends with a line break has an empty last line.
    var splitIntoLines: [Substring] {
        var (lines, start) = ([Substring](), startIndex)
        for offset in lineBreaks {
            let end = utf8.index(startIndex, offsetBy: offset)
            lines.append(self[start..<end])
            start = utf8.index(after: end)
        }
        return lines + [self[start...]]
    }

    /// The offsets of line breaks in UTF-8.
    private var lineBreaks: [Int] {
        var text = self
        return text.withUTF8 { bytes in
            var (offsets, start) = ([Int](), 0)
            while let offset = UnsafeRawBufferPointer(bytes).offset(of: "\n", from: start) {
                offsets.append(offset)
                start = offset + 1
            }
            return offsets
        }
    }
}
