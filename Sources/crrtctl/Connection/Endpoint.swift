/// The address of the daemon: a socket on this machine, or ssh to another.
enum Endpoint: Equatable, Sendable {
    case socket(String)
    /// `bridge` is the command for the shell on the host.
    case ssh(host: String, bridge: String)

    static let usualSocket = "/run/crrtd/io.crrtd"

    /// The endpoint that the options select, or else the environment.
    ///
    /// - Throws: `usage` for options that exclude each other, and for names that cannot be used.
    init(socket: String?, instance: String?, host: String?, environment: (String) -> String?) throws(Failure) {
        if socket != nil, instance != nil { throw .usage("--socket and --instance both say where the daemon is; give one of them") }
        if let instance { try Endpoint.check(instance: instance) }
        if let host {
            try Endpoint.check(host: host)
            self = .ssh(host: host, bridge: Endpoint.bridge(socket: socket, instance: instance))
        } else if let socket {
            self = .socket(socket)
        } else if let instance {
            self = .socket("/run/crrtd/\(instance)/io.crrtd")
        } else {
            self = .socket(environment("CRRT_SOCKET").flatMap { $0.isEmpty ? nil : $0 } ?? Endpoint.usualSocket)
        }
    }

    /// The path of the socket; nil for ssh.
    var path: String? {
        if case .socket(let path) = self { path } else { nil }
    }

    /// The systemd unit of the daemon at this path; `crrtd` for any other path and for ssh.
    var unit: String {
        guard let path else { return "crrtd" }
        let names = path.split(separator: "/")
        return path.hasPrefix("/run/crrtd/") && names.count == 4 ? "crrtd@\(names[2])" : "crrtd"
    }

    var description: String {
        switch self {
        case .socket(let path): path
        case .ssh(let host, _): "ssh \(host)"
        }
    }

    /// The command that ssh runs. The host passes it to a shell, so every word is quoted.
    private static func bridge(socket: String?, instance: String?) -> String {
        let words = ["crrtctl", "bridge"] + (socket.map { ["--socket", $0] } ?? []) + (instance.map { ["--instance", $0] } ?? [])
        return words.map { ShellWord.quoted($0) }.joined(separator: " ")
    }

    /// The name of an instance becomes a folder of the path.
    private static func check(instance: String) throws(Failure) {
        let fits = instance.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_.".utf8.contains(byte)
            }
        }
        guard fits, !instance.isEmpty, instance.first != "." else {
            throw .usage("'\(instance)' is no instance; they are named with letters, digits, - and _, such as exercise")
        }
    }

    /// ssh would take a host with a leading dash for an option.
    private static func check(host: String) throws(Failure) {
        guard !host.isEmpty, host.first != "-" else { throw .usage("'\(host)' is no host; write host or user@host") }
    }
}
