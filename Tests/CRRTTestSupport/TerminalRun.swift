import Foundation
import Glibc

/// One run of a built program on a terminal of its own, as a person would have it.
public struct TerminalRun {
    public let status: Int32
    /// All that was on the screen, with LF at the ends of lines.
    public let screen: String

    /// - Parameter typed: what lies ready on the keyboard from the beginning; a terminal keeps it until it is asked for.
    public init(
        _ name: String, _ arguments: [String], _ environment: [String: String] = [:], typed: String = ""
    ) throws {
        let (master, slave) = try TerminalRun.pair()
        defer { close(master) }
        let process = Process()
        process.executableURL = try BuiltPrograms.url(name)
        process.arguments = arguments
        process.environment = ProgramEnvironment.with(environment)
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        _ = Array(typed.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        try process.run()
        close(slave)
        screen = TerminalRun.read(master).replacingOccurrences(of: "\r\n", with: "\n")
        process.waitUntilExit()
        status = process.terminationStatus
    }

    /// The two ends of a new terminal: ours, and the program's. ptmx(4), by its ioctls, since Glibc's module does not show posix_openpt.
    static func pair() throws -> (master: Int32, slave: Int32) {
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (unlocked, number): (Int32, UInt32) = (0, 0)
        let (TIOCSPTLCK, TIOCGPTN): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        guard master >= 0, ioctl(master, TIOCSPTLCK, &unlocked) == 0, ioctl(master, TIOCGPTN, &number) == 0 else {
            throw FixtureError("no terminal: \(String(cString: strerror(errno)))")
        }
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw FixtureError("no terminal: \(String(cString: strerror(errno)))") }
        return (master, slave)
    }

    /// Everything until the last process has closed the other end, which Linux tells by EIO.
    private static func read(_ master: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 12)
        while true {
            let count = Glibc.read(master, &chunk, chunk.count)
            if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
