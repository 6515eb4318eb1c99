import Glibc
import SeededNumbers
import SimulatedDisk
import Testing

/// What a power cut makes of one write and of several.
@Suite struct TornWriteTests {
    /// All that 400 seeds make of a file of old bytes (1), written over with 2 from one offset to another.
    private func outcomes(size: Int, _ start: Int, _ end: Int) throws -> Set<[UInt8]> {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write(String(repeating: "1", count: size), to: "f", syncing: true)
            disk.syncNames()
            disk.write(String(repeating: "2", count: end - start), to: "f", at: start)
            disk.freeze()
            return try Set(
                (1...400 as ClosedRange<UInt64>).map { seed in
                    let next = try disks.successor(disk, .drawn, seed: seed)
                    defer { next.discard() }
                    return next.bytes("f")
                })
        }
    }

    @Test func aPageIsTornAtSectors() throws {
        let outcomes = try outcomes(size: 8192, 0, 4096)
        #expect(outcomes.count == 2 + 2 * 7)
        for outcome in outcomes {
            #expect(outcome.count == 8192 && outcome[4096...].allSatisfy { $0 == 49 })
            let boundaries = (1..<4096).filter { outcome[$0] != outcome[$0 - 1] }
            #expect(boundaries.count <= 1 && boundaries.allSatisfy { $0 % 512 == 0 })
        }
    }

    /// A frame of the write-ahead log begins anywhere in a sector.
    @Test func boundariesAreThoseOfTheFile() throws {
        let outcomes = try outcomes(size: 2048, 100, 1400)
        #expect(outcomes.count == 2 + 2 * 2)
        for outcome in outcomes {
            let boundaries = (1..<2048).filter { outcome[$0] != outcome[$0 - 1] }
            #expect(boundaries.allSatisfy { [100, 512, 1024, 1400].contains($0) })
        }
    }

    @Test func lessThanASectorIsNotTorn() throws { #expect(try outcomes(size: 600, 10, 400).count == 2) }

    @Test func aLongerFileMayHoldZeros() throws {
        let outcomes = try outcomes(size: 512, 512, 1536)
        let old = [UInt8](repeating: 49, count: 512)
        let (zeros, new) = ([UInt8](repeating: 0, count: 512), [UInt8](repeating: 50, count: 512))
        #expect(outcomes == [old, old + new, old + new + new, old + zeros + new, old + zeros + zeros])
    }

    /// Of writes to different places any may survive; nothing that came after a lost change of the size does.
    @Test func orderIsKeptBySizesOnly() throws {
        try withDisks { disks in
            let disk = try disks.disk()
            disk.write("....", to: "f", syncing: true)
            disk.syncNames()
            let file = open(disk.file("f"), O_RDWR)
            for offset in 0..<2 { pwrite(file, "x", 1, offset) }
            ftruncate(file, 3)
            pwrite(file, "y", 1, 2)
            close(file)
            disk.freeze()
            let drawn = try Set(
                (1...400 as ClosedRange<UInt64>).map { try #require(try disks.successor(disk, .drawn, seed: $0).text("f")) })
            #expect(drawn == ["....", "x...", ".x..", "xx..", "...", "x..", ".x.", "xx.", "..y", "x.y", ".xy", "xxy"])
        }
    }
}
