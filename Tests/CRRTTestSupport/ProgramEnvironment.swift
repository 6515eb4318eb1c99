import Foundation

/// The environment of the programs that tests start: little, so that a program does not depend on who runs the tests.
public enum ProgramEnvironment {
    /// What decides what time it is for a process: the libfaketime of `deploy/test-dates.sh`, and the time zone.
    private static let time = ProcessInfo.processInfo.environment.filter { name, _ in
        ["LD_PRELOAD", "NO_FAKE_STAT", "FAKE_UTIME", "TZ"].contains(name) || name.hasPrefix("FAKETIME")
    }

    /// A search path, a locale, the time as it is for this process, and more.
    ///
    /// - Parameter more: what the program also finds; it replaces variables of the same name.
    public static func with(_ more: [String: String] = [:]) -> [String: String] {
        ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(time) { $1 }.merging(more) { $1 }
    }
}
