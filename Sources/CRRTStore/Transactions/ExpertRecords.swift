public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
import Varlink

/// Some rows of the roster as they were read: JSON in one block of memory, to be decoded one after the other, on any thread.
public struct ExpertRecords: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// Reserves room for this number of records and bytes; there may be more.
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

    /// Every expert, in order of id.
    ///
    /// - Throws: what `body` throws; `JSONError` or `InvalidField` where a record is damaged.
    public func forEach(_ body: (ExpertTraits) throws -> Void) throws {
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            for end in ends {
                let record = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                // What is not in the form that this version writes is read, or refused, by what reads every form.
                try body(ExpertTraits(plain: record) ?? ExpertTraits(Expert(Roster.Expert(json: record), existing: nil, now: .never)))
                start = end
            }
        }
    }
}

/// - Throws: of every member, what ``Reading`` names.
extension ReadTransaction {
    /// All experts in order of id, `size` at a time, the last ones fewer. A large roster is loaded with it.
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
