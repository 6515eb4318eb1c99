import Glibc

/// Bytes that are sought in texts.
struct SoughtBytes: Sendable {
    private let bytes: [UInt8]
    /// Where its rarest byte stands, which memchr(3) looks for: that passes many bytes at a time, and stops the less often the rarer the
    /// byte.
    private let rarest: Int

    /// Letters by how often they occur in English text, the most frequent first. All other bytes are taken for rarer.
    private static let frequent = Array(" etaoinsrhldcumfpgwybvkxjqz".utf8)

    /// - Parameter bytes: Not empty.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let ranks = bytes.map { Self.frequent.firstIndex(of: $0) ?? Self.frequent.count }
        rarest = ranks.indices.max { ranks[$0] < ranks[$1] } ?? 0
    }

    /// Where they occur first; nil where they do not.
    func offset(in text: UnsafeRawBufferPointer) -> Int? {
        guard let base = text.baseAddress, !bytes.isEmpty else { return nil }
        var start = 0
        while start + bytes.count <= text.count {
            let left = text.count - bytes.count + 1 - start
            guard let found = memchr(base + start + rarest, Int32(bytes[rarest]), left) else { return nil }
            start = UnsafeRawPointer(found) - base - rarest
            if memcmp(base + start, bytes, bytes.count) == 0 { return start }
            start += 1
        }
        return nil
    }
}
