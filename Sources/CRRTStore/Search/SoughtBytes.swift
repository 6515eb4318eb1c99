/// Bytes that are sought in texts, in ASCII texts as they stand and in folded ones.
///
/// Two bytes are compared at each place before all are, the rarest ones: many places at a time, and most texts have none with both. The
/// method is known as packed pair (W. Muła, "SIMD-friendly algorithms for substring searching").
struct SoughtBytes: Sendable {
    private let bytes: [UInt8]
    private let rare: (first: RareByte, second: RareByte)

    /// A byte that is looked at first.
    private struct RareByte {
        let offset: Int
        /// The bits that a byte of the text may have set without being another one: the case of a letter, and all of a space, which stands
        /// for tabs and line breaks, too.
        let mask: UInt8
        /// With the bits of the mask.
        let byte: UInt8
        let rank: Int

        /// - Parameter previous: the byte before it; nil for the first.
        init(_ byte: UInt8, at offset: Int, after previous: UInt8?) {
            self.offset = offset
            mask = byte == UInt8(ascii: " ") ? 0xFF : byte.isSmallLetter ? 0x20 : 0
            self.byte = byte | mask
            // A u after a q says nothing that the q does not.
            let isExpected = byte == UInt8(ascii: "u") && previous == UInt8(ascii: "q")
            rank = isExpected ? 0 : SoughtBytes.frequent.firstIndex(of: byte) ?? SoughtBytes.frequent.count
        }
    }

    /// Letters by how often they occur in English text, the most frequent first. All other bytes are taken for rarer.
    private static let frequent = Array(" etaoinsrhldcumfpgwybvkxjqz".utf8)

    /// - Parameter bytes: Folded, not empty.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let rarest = bytes.indices.map { RareByte(bytes[$0], at: $0, after: $0 == 0 ? nil : bytes[$0 - 1]) }.sorted { $0.rank > $1.rank }
        let first = rarest.first ?? RareByte(0, at: 0, after: nil)
        rare = (first, rarest.dropFirst().first ?? first)
    }

    /// The rarer, the greater.
    var rarity: Int { rare.first.rank + rare.second.rank }

    /// Where they occur first in a text that is ASCII or folded; nil where they do not.
    func offset(in text: UnsafeRawBufferPointer) -> Int? {
        guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self), !bytes.isEmpty else { return nil }
        let places = text.count - bytes.count + 1
        var start = 0
        while start < places {
            let count = min(Self.block, places - start)
            if mayOccur(at: base + start, count), let place = (0..<count).first(where: { occur(at: base + start + $0) }) {
                return start + place
            }
            start += count
        }
        return nil
    }

    /// Places that are compared before it is looked whether one of them has both bytes.
    private static let block = 64

    /// Whether one of this many places has both bytes. One pass without a branch, which the compiler makes one over many bytes at a time.
    private func mayOccur(at text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let (first, second) = (text + rare.first.offset, text + rare.second.offset)
        let (firstMask, secondMask, firstByte, secondByte) = (rare.first.mask, rare.second.mask, rare.first.byte, rare.second.byte)
        var least: UInt8 = 0xFF
        for place in 0..<count {
            least = min(least, ((first[place] | firstMask) ^ firstByte) | ((second[place] | secondMask) ^ secondByte))
        }
        return least == 0
    }

    private func occur(at text: UnsafePointer<UInt8>) -> Bool {
        guard text[rare.first.offset] | rare.first.mask == rare.first.byte else { return false }
        return bytes.indices.allSatisfy { text[$0].foldedASCII == bytes[$0] }
    }
}

extension UInt8 {
    fileprivate var isSmallLetter: Bool { self &- UInt8(ascii: "a") < 26 }

    /// An ASCII byte as a search compares it (`SearchFolding`); bytes that are not ASCII stay.
    var foldedASCII: UInt8 { self &- 0x09 < 5 ? 0x20 : self | (self &- UInt8(ascii: "A") < 26 ? 0x20 : 0) }
}
