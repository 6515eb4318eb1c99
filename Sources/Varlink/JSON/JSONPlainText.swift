/// Finds the end of plain text, eight bytes at a time, because most of what is read and written is strings.
enum JSONPlainText {
    /// The index of the first control character, quote or backslash in a range, and of the first byte that is not ASCII where `ascii` is
    /// set; the end of the range where there is none.
    @inline(__always)
    static func end(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int, ascii: Bool) -> Int {
        var index = start
        while index + 8 <= end {
            let word = UInt64(littleEndian: UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self))
            let special = specials(word, ascii: ascii)
            if special != 0 { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < end, !isSpecial(text[index], ascii: ascii) { index += 1 }
        return index
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8, ascii: Bool) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || (ascii && byte >= 0x80)
    }

    /// The top bit of every special byte. A borrow may set further bits, but only above the lowest correct one, and that is the one wanted
    /// ("Bit Twiddling Hacks", haszero and hasless).
    @inline(__always)
    private static func specials(_ word: UInt64, ascii: Bool) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let below = (word &- (ones &* 0x20)) & ~word
        let found = below | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return (ascii ? found | word : found) & (ones &* 0x80)
    }
}
