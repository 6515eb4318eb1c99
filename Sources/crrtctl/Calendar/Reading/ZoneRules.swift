import CRRTDomain
import Glibc

/// By how much the clocks of a place are ahead of UTC.
protocol ZoneRules {
    /// - Parameter instant: seconds since 1970, UTC.
    /// - Returns: seconds, negative west of Greenwich.
    func offset(at instant: Int64) -> Int64
}

extension ZoneRules {
    /// The instant at which the wall clock shows a time. What it shows twice is the first time; what it leaves out is counted with the
    /// offset before the gap (RFC 5545 section 3.3.5).
    ///
    /// - Parameter wall: seconds since 1970 as if the wall clock showed UTC.
    func instant(wall: Int64) -> Int64 {
        // No zone is more than a day from UTC, and none changes twice within two days.
        let (before, after) = (offset(at: wall - 86_400), offset(at: wall + 86_400))
        if before == after || offset(at: wall - before) == before { return wall - before }
        return offset(at: wall - after) == after ? wall - after : wall - before
    }
}

struct UniversalTime: ZoneRules {
    func offset(at instant: Int64) -> Int64 { 0 }
}

/// A zone of the machine's time zone database, such as `Europe/Tallinn`. glibc reads it: Foundation's zones are in a part of Foundation
/// that crrtctl does without.
struct MachineZone: ZoneRules {
    private let path: String

    /// - Returns: nil where the machine has no such zone.
    init?(_ name: String) {
        let isName = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "/_+-".utf8.contains($0)
        }
        let path = "/usr/share/zoneinfo/" + name
        var status = stat()
        // glibc takes UTC for a zone that it does not find.
        guard isName, !name.isEmpty, !name.hasPrefix("/"), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.path = path
    }

    func offset(at instant: Int64) -> Int64 {
        // crrtctl has one thread, and shows no time in the zone of its environment.
        let present = getenv("TZ").map { String(cString: $0) }
        setenv("TZ", ":" + path, 1)
        tzset()
        defer {
            if let present { setenv("TZ", present, 1) } else { unsetenv("TZ") }
            tzset()
        }
        var (time, fields) = (time_t(instant), tm())
        localtime_r(&time, &fields)
        return Int64(fields.tm_gmtoff)
    }
}
