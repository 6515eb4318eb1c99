import Foundation
import Measuring

/// What the disk allows: the same machine, the same folder.
struct DurableFloors {
    let folder: String
    let rows: Rows
    private let record = String(repeating: "x", count: 600)

    func run() throws {
        try write()
        try commit(rowsEach: 1, "PutExpert, 1 client", "SQLite, 1 row a commit")
        try commit(rowsEach: 64, "PutExpert, 64 clients", "SQLite, 64 rows a commit")
    }

    private func write() throws {
        let path = folder + "/floor.bin"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure("cannot write \(path)") }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 1, count: 4096)
        var sample = Sample()
        for number in 0..<2000 {
            _ = sample.measure {
                pwrite(file, page, page.count, off_t(number % 256 * page.count))
                return fdatasync(file)
            }
        }
        add("PutExpert, 1 client", "pwrite + fdatasync", sample, 1)
    }

    private func commit(rowsEach: Int, _ name: String, _ who: String) throws {
        let path = folder + "/floor.db"
        for end in ["", "-wal", "-shm"] { unlink(path + end) }
        let file = try SQLiteFile(path)
        try file.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE r (id INTEGER PRIMARY KEY, record TEXT)")
        let insert = String(repeating: "INSERT INTO r (record) VALUES ('\(record)');", count: rowsEach)
        var sample = Sample()
        let end = nanoseconds() + 1_500_000_000
        while nanoseconds() < end { try sample.measure { try file.run("BEGIN;" + insert + "COMMIT") } }
        add(name, who, sample, rowsEach)
    }

    private func add(_ name: String, _ who: String, _ sample: Sample, _ rowsEach: Int) {
        let seconds = sample.values.reduce(0, +) / 1e6
        rows.add(Row("calls", 0, name, who, Double(sample.values.count * rowsEach) / seconds, "calls/s"))
        rows.add(Row("calls", 0, name, who, sample))
    }
}
