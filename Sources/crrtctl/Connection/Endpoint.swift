/// Where the daemon is: a socket on this machine, or one that is reached through ssh.
enum Endpoint: Equatable, Sendable {
    case socket(String)
    /// `bridge` is the command for the far shell, quoted for it.
    case ssh(host: String, bridge: String)

    static let usualSocket = "/run/crrtd/io.crrtd"

    /// What the options say; an option beats the environment.
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

    /// The socket of this machine that `crrtctl bridge` splices to.
    var path: String? {
        if case .socket(let path) = self { path } else { nil }
    }

    /// The systemd unit whose daemon has its socket there; `crrtd` for a socket elsewhere and through ssh.
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

    /// The far side is a shell: everything that a user typed is quoted for it.
    private static func bridge(socket: String?, instance: String?) -> String {
        let words = ["crrtctl", "bridge"] + (socket.map { ["--socket", $0] } ?? []) + (instance.map { ["--instance", $0] } ?? [])
        return words.map(quoted).joined(separator: " ")
    }

    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_./:@,+".utf8.contains(byte)
            }
        }
        if plain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// An instance is one step of a path.
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

    /// ssh would take a leading dash for an option.
    private static func check(host: String) throws(Failure) {
        guard !host.isEmpty, host.first != "-" else { throw .usage("'\(host)' is no host; write host or user@host") }
    }
}
