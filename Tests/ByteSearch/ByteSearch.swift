import Glibc

extension UnsafeRawBufferPointer {
    /// The offset of the first occurrence of a text's UTF-8, at or after an offset; nil if there is none.
    ///
    /// By memchr(3): in a debug build, regular expressions and loops over bytes take seconds for megabytes.
    public func offset(of text: String, from start: Int = 0) -> Int? {
        var text = text
        return text.withUTF8 { text in
            guard let base = baseAddress, let wanted = text.baseAddress, let first = text.first else { return nil }
            let end = count - text.count + 1
            var offset = start
            while offset < end, let found = memchr(base + offset, Int32(first), end - offset) {
                offset = UnsafeRawPointer(found) - base
                if memcmp(found, wanted, text.count) == 0 { return offset }
                offset += 1
            }
            return nil
        }
    }
}
