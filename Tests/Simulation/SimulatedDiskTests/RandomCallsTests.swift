import Glibc
import SeededNumbers
import SimulatedDisk
import Testing

/// Random calls, against a second and simpler description of a disk: what is durable is copied at each sync.
@Suite struct RandomCallsTests {
    private final class File {
        var latest: [UInt8] = [] {
            didSet { versions.append(latest) }
        }
        var durable: [UInt8] = [] {
            didSet { versions = [durable] }
        }
        /// All that was in it since the last sync.
        private(set) var versions: [[UInt8]] = [[]]

        /// Whether each byte is one that was at its place, or a zero where nothing was yet.
        func mayHold(_ content: [UInt8]) -> Bool {
            content.count <= versions.map(\.count).max() ?? 0
                && content.indices.allSatisfy { index in
                    versions.contains { index < $0.count ? $0[index] == content[index] : content[index] == 0 }
                }
        }
    }

    /// One folder, its files and what of both is durable.
    private struct Model {
        var latest: [String: File] = [:] {
            didSet { versions.append(latest) }
        }
        var durable: [String: File] = [:] {
            didSet { versions = [durable] }
        }
        /// All that the names were since the last sync of the folder.
        private(set) var versions: [[String: File]] = [[:]]

        var synced: [String: [UInt8]] { durable.mapValues(\.durable) }
        var everything: [String: [UInt8]] { latest.mapValues(\.latest) }
    }

    private static let names = ["a", "b", "c", "d"]

    /// Does one random thing to the disk and to the model.
    private func step(_ disk: SimulatedDisk, _ model: inout Model, _ random: inout SeededGenerator) {
        let name = Self.names.randomElement(using: &random) ?? ""
        let other = Self.names.randomElement(using: &random) ?? ""
        let path = disk.file(name)
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            let offset = Int.random(in: 0..<3000, using: &random)
            let bytes = [UInt8](repeating: .random(in: 1...255, using: &random), count: .random(in: 1..<2000, using: &random))
            let file = open(path, Bool.random(using: &random) ? O_WRONLY | O_CREAT : O_RDWR | O_CREAT, 0o600)
            #expect(pwrite(file, bytes, bytes.count, offset) == bytes.count)
            close(file)
            if model.latest[name] == nil { model.latest[name] = File() }
            let end = offset + bytes.count
            if let known = model.latest[name] {
                known.latest += [UInt8](repeating: 0, count: max(0, end - known.latest.count))
                known.latest.replaceSubrange(offset..<end, with: bytes)
            }
        case 4:
            guard let known = model.latest[name] else { break }
            let size = Int.random(in: 0..<4000, using: &random)
            let file = open(path, O_RDWR)
            #expect(ftruncate(file, size) == 0)
            close(file)
            known.latest = Array((known.latest + [UInt8](repeating: 0, count: 4000)).prefix(size))
        case 5:
            guard let known = model.latest[name] else { break }
            let file = open(path, O_RDONLY)
            #expect(fsync(file) == 0)
            close(file)
            known.durable = known.latest
        case 6:
            disk.syncNames()
            model.durable = model.latest
        case 7:
            #expect(rename(path, disk.file(other)) == (model.latest[name] == nil ? -1 : 0))
            // To another name of its own a file is not moved.
            if let known = model.latest[name], known !== model.latest[other] {
                var names = model.latest
                names[name] = nil
                names[other] = known
                model.latest = names
            }
        case 8:
            #expect(unlink(path) == (model.latest[name] == nil ? -1 : 0))
            model.latest[name] = nil
        default:
            guard let known = model.latest[name], model.latest[other] == nil else { break }
            #expect(link(path, disk.file(other)) == 0)
            model.latest[other] = known
        }
    }

    private func contents(_ disk: SimulatedDisk) -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: disk.names().map { ($0, disk.bytes($0)) })
    }

    private func check(_ disk: SimulatedDisk, _ expected: [String: [UInt8]], _ seed: UInt64) {
        let found = contents(disk)
        #expect(found.keys.sorted() == expected.keys.sorted(), "seed \(seed)")
        for (name, content) in expected {
            let isSame = found[name] == content
            #expect(isSame, "seed \(seed): \(name) has \(found[name]?.count ?? 0) bytes, expected \(content.count)")
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func theDiskIsAsDescribed(seed: UInt64) throws {
        try withDisks { disks in
            var random = SeededGenerator(seed: seed)
            var model = Model()
            let disk = try disks.disk()
            for _ in 0..<Int.random(in: 5..<60, using: &random) { step(disk, &model, &random) }
            disk.freeze()
            check(try disks.successor(disk, .synced), model.synced, seed)
            let killed = try disks.successor(disk, .everything)
            check(killed, model.everything, seed)
            // The killed process's successor goes on where it ended, and so does what is not durable.
            for _ in 0..<20 { step(killed, &model, &random) }
            killed.freeze()
            check(try disks.successor(killed, .synced), model.synced, seed)
            check(try disks.successor(killed, .everything), model.everything, seed)
        }
    }

    /// Whatever is drawn, after a sync of all there is nothing to draw.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func nothingIsDrawnOnceAllIsSynced(seed: UInt64) throws {
        try withDisks { disks in
            var random = SeededGenerator(seed: seed)
            var model = Model()
            let disk = try disks.disk()
            for _ in 0..<40 { step(disk, &model, &random) }
            for name in model.latest.keys { disk.write("", to: name, syncing: true) }
            disk.syncNames()
            disk.freeze()
            for draw in 1...5 { check(try disks.successor(disk, .drawn, seed: UInt64(draw)), model.everything, seed) }
        }
    }

    /// The names are what they were at one moment since the last sync, and the contents are made of what was written since then.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func whatIsDrawnWasThere(seed: UInt64) throws {
        try withDisks { disks in
            var random = SeededGenerator(seed: seed)
            var model = Model()
            let disk = try disks.disk()
            for _ in 0..<Int.random(in: 5..<60, using: &random) { step(disk, &model, &random) }
            disk.freeze()
            for draw in 1...10 as ClosedRange<UInt64> {
                let found = contents(try disks.successor(disk, .drawn, seed: draw))
                let fits = model.versions.contains { names in
                    Set(names.keys) == Set(found.keys) && names.allSatisfy { $0.value.mayHold(found[$0.key] ?? []) }
                }
                #expect(fits, "seed \(seed), draw \(draw)")
            }
        }
    }

    @Test func theSameSeedDrawsTheSameDisk() throws {
        try withDisks { disks in
            var random = SeededGenerator(seed: 3)
            var model = Model()
            let disk = try disks.disk()
            for _ in 0..<40 { step(disk, &model, &random) }
            disk.freeze()
            let drawn = try (1...20 as ClosedRange<UInt64>).map { contents(try disks.successor(disk, .drawn, seed: $0)) }
            let again = try (1...20 as ClosedRange<UInt64>).map { contents(try disks.successor(disk, .drawn, seed: $0)) }
            #expect(drawn == again && Set(drawn).count > 5)
        }
    }
}
