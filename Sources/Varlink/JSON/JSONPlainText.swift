/// Finds where text stops being plain: eight bytes at a time, since strings are most of what is read and written.
enum JSONPlainText {
    /// The first place from `start` on, before `end`, of a control character, a quote or a backslash; where `ascii` is set also of a byte
    /// that is not ASCII. `end` if there is none.
    @inline(__always)
    static func end(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int, ascii: Bool) -> Int {
        var place = start
        while place + 8 <= end {
            let word = UInt64(littleEndian: UnsafeRawPointer(text + place).loadUnaligned(as: UInt64.self))
            let special = specials(word, ascii: ascii)
            if special != 0 { return place + special.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < end, !isSpecial(text[place], ascii: ascii) { place += 1 }
        return place
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8, ascii: Bool) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || (ascii && byte >= 0x80)
    }

    /// The top bit of every special byte. A borrow may set further bits, but only above the lowest one that is right, and that is the one
    /// wanted ("Bit Twiddling Hacks", haszero and hasless).
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
