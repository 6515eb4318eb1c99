import Foundation
import Glibc
import Measuring
import SeededRoster

/// The configuration of an exercise in which the user who runs the benchmark plays the duty desk and all contact points.
struct Site {
    let folder: String

    static let duty = "duty-desk"
    static func contact(_ nation: String) -> String { "ncp-" + nation.lowercased() }

    func write() throws { try write(exercise: true, principals: principals) }

    func write(exercise: Bool, principals: String) throws {
        // crrtd refuses a folder that others may write.
        umask(0o022)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "exercise: \(exercise)\nlogLevel: warning\n".write(toFile: folder + "/crrtd.yaml", atomically: true, encoding: .utf8)
        try principals.write(toFile: folder + "/principals.yaml", atomically: true, encoding: .utf8)
    }

    private var principals: String {
        var text = "principals:\n"
        func add(_ name: String, _ uid: UInt32, _ role: String, _ nation: String = "") {
            text += "  - name: \(name)\n    users: [\(uid)]\n    roles: [\(role)]\n    clearance: CTS\n\(nation)"
        }
        add("control", getuid(), "excon")
        add(Site.duty, 60_900, "duty")
        for (number, nation) in World.nations.enumerated() {
            add(Site.contact(nation.code), UInt32(60_901 + number), "ncp", "    nation: \(nation.code)\n")
        }
        return text
    }
}
