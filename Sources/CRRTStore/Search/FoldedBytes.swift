import CRRTDomain

/// A folded copy of texts, in memory that is used again for the next ones.
///
/// It has one owner, so that exclusive access to it is known when it is compiled and not looked at for each row.
struct FoldedBytes: ~Copyable {
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
    private var count = 0

    deinit { room.deallocate() }

    /// Begins anew.
    mutating func removeAll() { count = 0 }

    /// How many bytes it holds.
    var byteCount: Int { count }

    /// Appends the folded form of UTF-8, on a line of its own.
    mutating func append(_ text: UnsafeRawBufferPointer) {
        guard !text.isEmpty else { return }
        makeRoom(for: text.count + 1)
        if count > 0 {
            room[count] = UInt8(ascii: "\n")
            count += 1
        }
        if appendASCII(text) { return }
        var folded: [UInt8] = []
        folded.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { SearchFolding.append(scalar, to: &folded) }
        makeRoom(for: folded.count)
        folded.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: $0) }
        count += folded.count
    }

    /// Whether these bytes occur in it.
    func holds(_ word: SoughtBytes) -> Bool { word.offset(in: UnsafeRawBufferPointer(rebasing: room[..<count])) != nil }

    /// One pass without a branch, which the compiler makes one over many bytes at a time. Nothing is appended where a byte is not ASCII.
    private mutating func appendASCII(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let source = text.baseAddress?.assumingMemoryBound(to: UInt8.self),
            let target = room.baseAddress?.advanced(by: count).assumingMemoryBound(to: UInt8.self)
        else { return true }
        var all: UInt8 = 0
        for index in 0..<text.count {
            let byte = source[index]
            all |= byte
            target[index] = byte &- 0x09 < 5 ? 0x20 : byte | (byte &- 0x41 < 26 ? 0x20 : 0)
        }
        if all & 0x80 == 0 { count += text.count }
        return all & 0x80 == 0
    }

    private mutating func makeRoom(for more: Int) {
        guard count + more > room.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(2 * room.count, count + more), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[..<count]))
        room.deallocate()
        room = larger
    }
}
