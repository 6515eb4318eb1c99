import CRRTDomain

/// The texts of a record, in which words are sought: those of ASCII where they stand, folded copies of the others in memory that is used
/// again for the next record.
///
/// It has one owner, so that exclusive access to it is known when it is compiled and not looked at for each row.
struct SearchedTexts: ~Copyable {
    private var ascii: [UnsafeRawBufferPointer] = []
    /// Each after a byte that UTF-8 does not have, so that no word is found across two of them.
    private var folded: [UInt8] = []
    /// How many bytes all texts have.
    private(set) var byteCount = 0

    /// Begins anew.
    mutating func removeAll() {
        ascii.removeAll(keepingCapacity: true)
        folded.removeAll(keepingCapacity: true)
        byteCount = 0
    }

    /// Adds a text.
    ///
    /// - Parameter text: UTF-8. It must stay where it is until ``removeAll()``.
    mutating func add(_ text: UnsafeRawBufferPointer) {
        guard !text.isEmpty else { return }
        byteCount += text.count
        if Self.isASCII(text) {
            ascii.append(text)
        } else {
            fold(text)
        }
    }

    /// Whether these bytes occur in one of them.
    func hold(_ word: SoughtBytes) -> Bool {
        for text in ascii where word.offset(in: text) != nil { return true }
        return !folded.isEmpty && folded.withUnsafeBytes { word.offset(in: $0) } != nil
    }

    /// One pass without a branch, which the compiler makes one over many bytes at a time.
    private static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let bytes = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
        var all: UInt8 = 0
        for index in 0..<text.count { all |= bytes[index] }
        return all < 0x80
    }

    /// Scalars are decoded only where they are not ASCII.
    private mutating func fold(_ text: UnsafeRawBufferPointer) {
        folded.append(0xFF)
        var start = 0
        while start < text.count {
            let end = Self.firstNonASCII(text, from: start)
            let place = folded.count
            folded.append(contentsOf: text[start..<end])
            folded.withUnsafeMutableBufferPointer { for index in place..<$0.count { $0[index] = $0[index].foldedASCII } }
            start = end
            while start < text.count, text[start] >= 0x80 { start += appendScalar(text, at: start) }
        }
    }

    /// - Returns: how many bytes it had.
    private mutating func appendScalar(_ text: UnsafeRawBufferPointer, at place: Int) -> Int {
        // What SQLite holds was written from strings, and is UTF-8.
        let byteCount = min(text[place] < 0xE0 ? 2 : text[place] < 0xF0 ? 3 : 4, text.count - place)
        let bits = text[place + 1..<place + byteCount].reduce(UInt32(text[place]) & (0x7F >> UInt32(byteCount))) {
            $0 << 6 | UInt32($1) & 0x3F
        }
        if let scalar = Unicode.Scalar(bits) { SearchFolding.append(scalar, to: &folded) }
        return byteCount
    }

    /// Eight bytes at a time.
    private static func firstNonASCII(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var place = start
        while place + 8 <= text.count {
            let bits = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: place, as: UInt64.self)) & 0x8080_8080_8080_8080
            if bits != 0 { return place + bits.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < text.count, text[place] < 0x80 { place += 1 }
        return place
    }
}
