import Glibc

extension UnsafeRawBufferPointer {
    /// Whether a text's UTF-8 bytes are somewhere in it. Foundation and the standard library have slower ones.
    func holds(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { text in
            guard let first = text.first, let end = baseAddress?.advanced(by: count) else { return text.isEmpty }
            var rest = baseAddress
            while let start = rest, end - start >= text.count, let found = memchr(start, Int32(first), end - start - text.count + 1) {
                if memcmp(found, text.baseAddress!, text.count) == 0 { return true }
                rest = UnsafeRawPointer(found) + 1
            }
            return false
        }
    }
}
