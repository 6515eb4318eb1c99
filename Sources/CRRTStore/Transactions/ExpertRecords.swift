public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
import Varlink

/// Undecoded records of experts: JSON texts in one block of memory, which any thread can decode.
public struct ExpertRecords: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// - Parameters:
    ///   - size: the expected number of records.
    ///   - bytes: the expected number of bytes.
    init(size: Int, bytes: Int) {
        ends.reserveCapacity(size)
        self.bytes.reserveCapacity(bytes)
    }

    var count: Int { ends.count }
    var byteCount: Int { bytes.count }

    mutating func append(_ record: Data) {
        bytes += record
        ends.append(bytes.count)
    }

    /// Decodes every expert, in order of id.
    ///
    /// - Throws: what `body` throws; `JSONError` or `InvalidField` where a record is damaged.
    public func forEach(_ body: (ExpertTraits) throws -> Void) throws {
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            for end in ends {
                let record = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                // The fast reader knows only the form that this version writes. For others the general one is used.
                try body(ExpertTraits(canonical: record) ?? ExpertTraits(Expert(Roster.Expert(json: record), existing: nil, now: .never)))
                start = end
            }
        }
    }
}

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// Reads all experts in order of id, in pages of `size` records; the last page may be shorter.
    public func forEachPageOfExperts(of size: Int, _ body: (ExpertRecords) throws -> Void) throws {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT record FROM expert ORDER BY id"))
        var page = ExpertRecords(size: size, bytes: 0)
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 0) { page.append($0 ?? Data()) }
            guard page.count == size else { continue }
            try body(page)
            page = ExpertRecords(size: size, bytes: page.byteCount + page.byteCount / 16)
        }
        if page.count > 0 { try body(page) }
    }
}
