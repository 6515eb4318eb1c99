import Glibc
import Varlink

/// `VarlinkGenerator INPUT.varlink OUTPUT.swift`: writes the Swift types of an interface. Run by VarlinkPlugin, one file at a time.
///
/// Faults go to standard error as `file:line:column: error: reason`, the form that builds show at the right position; the status is then 1.
@main
enum VarlinkGenerator {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            report("usage: VarlinkGenerator INPUT.varlink OUTPUT.swift")
            exit(2)
        }
        do {
            try TextFile.write(try swift(from: arguments[1]), to: arguments[2])
        } catch let error as IDLError {
            fail("\(arguments[1]):\(error.line):\(error.column)", [error.reason])
        } catch let error as GeneratorError {
            fail(arguments[1], error.reasons)
        } catch {
            fail(arguments[1], ["\(error)"])
        }
    }

    private static func swift(from path: String) throws -> String {
        let text = try TextFile.read(path)
        let interface = try InterfaceDescription(parsing: text)
        return try InterfaceEmitter(file: baseName(path), interface: interface, text: text).source()
    }

    /// `Requests` of `…/Requests.varlink`.
    private static func baseName(_ path: String) -> String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.hasSuffix(".varlink") ? last.dropLast(".varlink".count) : last)
    }

    private static func fail(_ position: String, _ reasons: [String]) {
        for reason in reasons { report("\(position): error: \(reason)") }
        exit(1)
    }

    private static func report(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// Why no Swift can be generated for a valid interface.
struct GeneratorError: Error {
    var reasons: [String]
}
