import CRRTDomain
import Foundation
import GRDB
import Glibc
import JournalProof
import SeededNumbers
import SimulatedDisk

@testable import CRRTStore

/// A folder in memory for disks, gone afterwards.
func withDisks<Value>(_ body: (DiskFolder) throws -> Value) throws -> Value {
    let folder = DiskFolder()
    defer { folder.remove() }
    return try body(folder)
}

/// One disk, gone afterwards.
func withDisk<Value>(_ body: (SimulatedDisk) throws -> Value) throws -> Value {
    try withDisks { try body($0.disk()) }
}

/// Makes disks beside each other.
final class DiskFolder {
    let path: String
    private var disks: [SimulatedDisk] = []
    private var last = 0

    init() {
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        path = parent + "/crrtd-disk-\(UUID().uuidString)"
        mkdir(path, 0o700)
    }

    /// The path of a disk that is not there yet.
    func next() -> String {
        last += 1
        return path + "/\(last)"
    }

    /// A new disk; it may hold what the disk of a folder holds.
    func disk(like original: String? = nil) throws -> SimulatedDisk {
        let folder = next()
        if let original { try FileManager.default.copyItem(atPath: original, toPath: folder) }
        return add(SimulatedDisk(folder: folder))
    }

    /// What a restart finds.
    func successor(_ disk: SimulatedDisk, _ survival: SimulatedDisk.Survival, seed: UInt64 = 1) throws -> SimulatedDisk {
        var random = SeededGenerator(seed: seed)
        return add(try disk.successor(survival, in: next(), random: &random))
    }

    private func add(_ disk: SimulatedDisk) -> SimulatedDisk {
        disks.append(disk)
        return disk
    }

    func remove() {
        for disk in disks { disk.discard() }
        try? FileManager.default.removeItem(atPath: path)
    }
}

extension SimulatedDisk {
    func file(_ name: String) -> String { folder + "/" + name }

    /// The names in a folder of the disk, sorted.
    func names(in inner: String = "") -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: file(inner))) ?? []).sorted()
    }

    /// A file's content; empty where it is not there.
    func bytes(_ name: String) -> [UInt8] { FileManager.default.contents(atPath: file(name)).map(Array.init) ?? [] }

    /// A file's content as text; nil where it is not there.
    func text(_ name: String) -> String? { FileManager.default.contents(atPath: file(name)).map { String(decoding: $0, as: UTF8.self) } }

    /// Writes at the start of a file, and makes it where it is missing.
    func write(_ text: String, to name: String, at offset: Int = 0, syncing: Bool = false) {
        let descriptor = open(file(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        precondition(descriptor >= 0 && pwrite(descriptor, text, text.utf8.count, offset) == text.utf8.count)
        if syncing { precondition(fsync(descriptor) == 0) }
        close(descriptor)
    }

    /// Makes the names in a folder of the disk durable.
    func syncNames(in inner: String = "") {
        let descriptor = open(file(inner), O_RDONLY | O_CLOEXEC)
        precondition(descriptor >= 0 && fsync(descriptor) == 0)
        close(descriptor)
    }
}

/// Experts in a store.
enum Experts {
    static let now = Instant(seconds: 1_795_000_000)

    /// One entry with one expert; returns once it is acknowledged.
    static func add(_ number: Int, to store: Store) throws {
        let id = try ExpertID("EST-\(1000 + number)")
        let expert = try Expert(
            id: id, nation: id.nation, name: nil, skills: [SkillCode("PD-WRL-003"): Proficiency(3)], noticeHours: 12, mode: .both,
            offer: Offer(state: .offered, validFrom: now, validUntil: nil, confirmedAt: now), revision: 1)
        let draft = JournalDraft(by: "test (uid 1)", .expertPut, "\(id)", [.expert(expert)])
        _ = try store.writeAndWait { try $0.append(draft, at: now) }
    }

    /// How many there are, having seen that the journal holds and SQLite finds no damage.
    static func count(in path: String) throws -> Int {
        let store = try Store(path: path)
        defer { try? store.close() }
        let verdict = try store.verifyJournal()
        if let fault = verdict.faults.first { throw fault }
        let damage = try store.pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        guard damage == "ok" else { throw StoreError.damaged(path: path, reason: damage ?? "") }
        let experts = try store.read { try $0.counts() }.experts
        guard experts == verdict.entries else {
            throw StoreError.damaged(path: path, reason: "\(verdict.entries) entries, \(experts) rows")
        }
        return experts
    }
}
