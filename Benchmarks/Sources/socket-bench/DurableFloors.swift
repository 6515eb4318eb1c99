import Foundation
import Measuring

/// What the disk allows in a folder, in writes or rows per second.
struct DurableFloors {
    let folder: String
    private let nanosecondsEach = 500_000_000

    /// Pages of 4 KiB, each flushed before the next.
    func writes() throws -> Double {
        let path = folder + "/floor.bin"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure("cannot write \(path)") }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 1, count: 4096)
        return perSecond { number in
            pwrite(file, page, page.count, off_t(number % 256 * page.count))
            fdatasync(file)
        }
    }

    /// Rows of a record's length, this number in each transaction.
    func commits(rowsEach: Int) throws -> Double {
        let path = folder + "/floor.db"
        for end in ["", "-wal", "-shm"] { unlink(path + end) }
        let file = try SQLiteFile(path)
        try file.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE r (id INTEGER PRIMARY KEY, record TEXT)")
        let record = String(repeating: "x", count: 600)
        let insert = "BEGIN;" + String(repeating: "INSERT INTO r (record) VALUES ('\(record)');", count: rowsEach) + "COMMIT"
        return try perSecond { _ in try file.run(insert) } * Double(rowsEach)
    }

    private func perSecond(_ body: (Int) throws -> Void) rethrows -> Double {
        let began = nanoseconds()
        var count = 0
        while nanoseconds() - began < nanosecondsEach {
            try body(count)
            count += 1
        }
        return Double(count) / (Double(nanoseconds() - began) / 1e9)
    }
}
