import CRRTConfiguration
import CRRTDomain
import Glibc
import Testing

/// A site with thousands of entries starts and reloads in a time that grows with their number, not with its square. Told by the time that
/// this thread computes: eight times as many entries take about eight times as long, with a square sixty-four times.
@Suite(.serialized) struct ManyEntriesTests {
    private static let most = 24.0

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        try body()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }

    private func ratio(_ few: Int, _ file: (Int) -> [String: String], _ check: (Configuration, Int) throws -> Void) throws -> Double {
        func applied(_ count: Int) throws -> Double {
            let files = file(count)
            return try seconds {
                let configuration = try load(files)
                try check(configuration, count)
            }
        }
        _ = try applied(few)
        let (short, long) = (try min(applied(few), applied(few)), try applied(8 * few))
        return long / short
    }

    @Test func principals() throws {
        let ratio = try ratio(200) { count in
            let lines = (0..<count).map { "  - {name: p\($0), users: [\(10_000 + $0)], groups: [\($0)], roles: [ncp], nation: EST}\n" }
            return ["principals.yaml": "principals:\n" + lines.joined()]
        } _: { configuration, count in
            #expect(configuration.principals.count == count)
            // As a reload does.
            #expect(configuration.applied(to: configuration).settings == configuration.settings)
        }
        #expect(ratio < Self.most, "\(ratio)")
    }

    /// Names alone, which an exercise admits without accounts: the rest of an entry would take so long that comparing names did not show.
    @Test func names() throws {
        let start = String(repeating: "n", count: 50)
        let ratio = try ratio(1000) { count in
            let lines = (0..<count).map { "  - {name: \(start)\($0), roles: [duty]}\n" }
            return ["crrtd.yaml": "exercise: true\n", "principals.yaml": "principals:\n" + lines.joined()]
        } _: { configuration, count in
            #expect(configuration.principals.count == count)
        }
        #expect(ratio < Self.most, "\(ratio)")
    }

    @Test func groups() throws {
        let ratio = try ratio(200) { count in
            let groups = (0..<count).map { "  G-\($0): [EST, LVA]\n" }.joined()
            return ["principals.yaml": "groups:\n" + groups]
        } _: { configuration, count in
            #expect(configuration.catalogue.groups.count >= count)
        }
        #expect(ratio < Self.most, "\(ratio)")
    }

    /// Whichever pair it is, the earliest of the entries that clash is named, by a user rather than a group.
    @Test(arguments: [
        ("[1], []", "[1], []", "user 1"), ("[2, 1], []", "[1, 2], []", "user 1"), ("[], [8, 7]", "[], [8]", "group 8"),
        ("[3], [9]", "[3], [9]", "user 3"),
    ]) func clashes(first: String, second: String, who: String) throws {
        func entry(_ name: String, _ accounts: String, _ nation: String) -> String {
            let parts = accounts.split(separator: "], ")
            return "  - {name: \(name), users: \(parts[0])], groups: \(parts[1]), roles: [ncp], nation: \(nation)}\n"
        }
        let text = "principals:\n" + entry("a", first, "EST") + entry("b", first, "EST") + entry("c", second, "LVA")
        let failure = try failure(["principals.yaml": text])
        #expect(failure.hasSuffix("\(who) would belong to two nations, EST ('a') and LVA ('c')"), "\(failure)")
    }

    @Test func laterFilesGoBeforeEarlierOnes() throws {
        let settings = try load([
            "crrtd.yaml": "logLevel: info\nlimits: {connections: 5}\n", "crrtd.yaml.d/1.yaml": "logLevel: debug\n",
        ]).settings
        #expect(settings.filter { $0.key == "logLevel" }.map(\.value) == ["debug"])
        #expect(settings.filter { $0.key == "limits.connections" }.count == 1)
        #expect(settings.firstIndex { $0.key == "logLevel" } ?? 0 > settings.firstIndex { $0.key == "limits.connections" } ?? 9)
    }
}
