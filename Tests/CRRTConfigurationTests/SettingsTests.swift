import CRRTConfiguration
import Foundation
import Testing

/// What is in force, and which file says so.
@Suite struct SettingsTests {
    private func settings(_ files: [String: String]) throws -> [String: Setting] {
        try withFolder(files) { folder in
            let all = try Configuration.load(directory: folder).settings.map { setting in
                var setting = setting
                setting.file = setting.file.map { String($0.dropFirst(folder.count + 1)) }
                return (setting.key, setting)
            }
            return Dictionary(uniqueKeysWithValues: all)
        }
    }

    @Test func eachValueIsTheLastWordOfItsFiles() throws {
        let found = try settings([
            "crrtd.yaml": "logLevel: debug\nlimits:\n  connections: 100\n  messageSeconds: 5\n",
            "crrtd.yaml.d/20-b.yaml": "limits:\n  connections: 300\n", "crrtd.yaml.d/10-a.yaml": "limits: {connections: 200}\n",
            "policy.yaml": "# who has decided\nsiteFloor: NC\nweights: {notice: 3}\n",
            "principals.yaml": "principals:\n  - name: desk\n    users: [0, 7]\n    roles: [duty]\ngroups:\n  FVEY: [USA, GBR]\n",
        ])
        for expected in [
            Setting(key: "logLevel", value: "debug", file: "crrtd.yaml", line: 1),
            Setting(key: "limits.connections", value: "300", file: "crrtd.yaml.d/20-b.yaml", line: 2),
            Setting(key: "limits.messageSeconds", value: "5", file: "crrtd.yaml", line: 4),
            Setting(key: "siteFloor", value: "NC", file: "policy.yaml", line: 2),
            Setting(key: "weights.notice", value: "3", file: "policy.yaml", line: 3),
            Setting(key: "weights.nation", value: "500"), Setting(key: "exercise", value: "false"),
            Setting(key: "principals[0].name", value: "desk", file: "principals.yaml", line: 2),
            Setting(key: "principals[0].users", value: "[0, 7]", file: "principals.yaml", line: 3),
            Setting(key: "groups.FVEY", value: "[USA, GBR]", file: "principals.yaml", line: 6),
        ] {
            #expect(found[expected.key] == expected)
        }
    }

    /// What the shipped files say in their comments is what is in force without them.
    @Test func theDefaultsAreThoseOfTheShippedFiles() throws {
        let shipped = try ["crrtd.yaml", "policy.yaml"].map { name in
            let text = try String(contentsOf: shippedFolder.appendingPathComponent(name), encoding: .utf8)
            let lines = text.split(separator: "\n").compactMap { $0.wholeMatch(of: /#((?:[a-zA-Z]|  ).*)/).map { String($0.1) } }
            return (name, lines.joined(separator: "\n"))
        }
        let (given, none) = (try settings(Dictionary(uniqueKeysWithValues: shipped)), try settings([:]))
        // These two have no default, only an example.
        #expect(Set(given.keys).subtracting(["instance", "signingKey"]) == Set(none.keys))
        for (key, setting) in none {
            #expect(setting.file == nil && setting.value == given[key]?.value, "\(key)")
        }
    }
}
