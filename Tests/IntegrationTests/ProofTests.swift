import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import JournalProof
import Testing
import Varlink

/// A journal that proves itself, over a real daemon: where the key may lie, what is signed when, and who finds out what.
@Suite("The journal proves itself")
struct ProofTests {
    static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    private func crrtd(_ folder: TemporaryFolder, _ arguments: [String], _ environment: [String: String] = [:]) throws -> ProgramRun {
        try ProgramRun("crrtd", arguments, environment, in: folder)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("--new-signing-key makes a pair for its owner and writes over nothing")
    func newSigningKey() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("key")
            let made = try crrtd(folder, ["--new-signing-key", path])
            #expect(made.status == 0, "\(made.errors)")
            #expect(try mode(path) == 0o600 && mode(path + ".pub") == 0o644)
            let key = try KeyFile.signingKey(path)
            #expect(try made.output.contains("key \(key.verifyingKey.id)") && KeyFile.verifyingKey(path + ".pub") == key.verifyingKey)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!made.output.contains(text.split(separator: "\n")[1]) && made.errors.isEmpty)

            let again = try crrtd(folder, ["--new-signing-key", path])
            #expect(again.status == 73 && again.errors.contains("\(path) exists already"))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)

            // Where only the public half is there, no private half is left behind.
            try folder.write("mine", to: "other.pub")
            #expect(try crrtd(folder, ["--new-signing-key", folder.file("other")]).status == 73)
            #expect(!FileManager.default.fileExists(atPath: folder.file("other")))
            #expect(try String(contentsOfFile: folder.file("other.pub"), encoding: .utf8) == "mine")
            #expect(try crrtd(folder, ["--new-signing-key", folder.file("none/key")]).status == 73)
        }
    }

    @Test("a key that others may reach, or that is none, is refused before anything is opened")
    func refusedKeys() throws {
        try TemporaryFolder.with { folder in
            try Self.site.write(to: folder)
            let path = folder.file("key")
            try folder.write("signingKey: \(path)\n", to: "etc/crrtd.yaml.d/10-key.yaml")
            func start(_ more: [String] = []) throws -> ProgramRun {
                // Where no socket can be: else a daemon that takes the key would start, and not end.
                let places = ["--config", folder.file("etc"), "--state", folder.file("state"), "--socket", folder.file("none/s")]
                return try crrtd(folder, places + more)
            }
            func refused(_ words: String, place: SourceLocation = #_sourceLocation) throws {
                for more in [[], ["--check-config"]] {
                    let run = try start(more)
                    #expect(run.status == 78, "\(run.errors)", sourceLocation: place)
                    #expect(run.errors.contains(words), "\(run.errors)", sourceLocation: place)
                }
            }
            try refused(path)
            try KeyFile.create(path)
            for mode in [0o640, 0o604, 0o660, 0o601, 0o644] as [mode_t] {
                chmod(path, mode)
                try refused("chmod 0600 \(path)")
            }
            chmod(path, 0o600)
            if geteuid() == 0 {
                chown(path, 2001, 0)
                #expect(try start().errors.contains("belongs to uid 2001"))
                // Root may look at what the daemon's user will read.
                #expect(try start(["--check-config"]).status == 0)
                chown(path, 0, 0)
            }
            #expect(try start(["--check-config"]).status == 0)
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: path + ".pub", toPath: path)
            chmod(path, 0o600)
            try refused("holds a public key; to sign takes the private one")
            try folder.write("nothing", to: "key")
            chmod(path, 0o600)
            try refused("holds no private key of ML-DSA-65")
        }
    }

    @Test("the service manager's credential is taken; a file that the configuration names goes before it; without both, that is said")
    func credential() throws {
        try RunningDaemon.with(Self.site) { daemon in
            #expect(daemon.logText.contains("the journal is not signed"))
            let unsigned = try daemon.crrtctl(["audit", "verify", "--as", "auditor"])
            #expect(unsigned.status == 0 && unsigned.output.contains("the daemon has no signing key"), "\(unsigned.errors)")
            daemon.stop()

            let (folder, file) = (daemon.folder.file("credentials"), daemon.folder.file("key"))
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let key = try KeyFile.create(folder + "/signing-key").verifyingKey
            for mode in [0o444, 0o460, 0o602] as [mode_t] {
                chmod(folder + "/signing-key", mode)
                let open = try crrtd(
                    daemon.folder, ["--config", daemon.folder.file("etc"), "--state", daemon.state, "--check-config"],
                    ["CREDENTIALS_DIRECTORY": folder])
                #expect(open.status == 78 && open.errors.contains("use LoadCredential="), "\(String(mode, radix: 8)): \(open.errors)")
            }
            // As systemd hands it over.
            chmod(folder + "/signing-key", 0o440)
            try daemon.start(environment: ["CREDENTIALS_DIRECTORY": folder])
            try put(daemon, 1)
            #expect(try daemon.crrtctl(["audit", "verify", "--as", "auditor"]).output.contains(key.id))
            daemon.stop()

            // The name mistyped in the unit: not a start that signs nothing.
            rename(folder + "/signing-key", folder + "/signingkey")
            let none = try crrtd(
                daemon.folder, ["--config", daemon.folder.file("etc"), "--state", daemon.state, "--socket", daemon.folder.file("none/s")],
                ["CREDENTIALS_DIRECTORY": folder])
            #expect(none.status == 78 && none.errors.contains("write LoadCredential=signing-key:FILE"), "\(none.errors)")
            rename(folder + "/signingkey", folder + "/signing-key")
            // The drop-in gone: what was signed is not forgotten.
            try daemon.start()
            #expect(daemon.logText.contains("signed up to entry 1, and no further: there is no signing key now"), "\(daemon.logText)")
            daemon.stop()

            let other = try KeyFile.create(file).verifyingKey
            try daemon.folder.write("signingKey: \(file)\n", to: "etc/crrtd.yaml.d/10-key.yaml")
            try daemon.start(environment: ["CREDENTIALS_DIRECTORY": folder])
            #expect(try daemon.crrtctl(["audit", "verify", "--as", "auditor"]).output.contains(other.id))
            // No log holds a key.
            for path in [file, folder + "/signing-key"] {
                let line = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")[1]
                #expect(!daemon.logText.contains(line))
            }
        }
    }

    /// A daemon that signs every third entry, with a few entries.
    private func withSigning(_ body: (RunningDaemon, _ publicKey: String) throws -> Void) throws {
        try RunningDaemon.with(Self.site) { daemon in
            daemon.stop()
            let path = daemon.folder.file("key")
            try KeyFile.create(path)
            try daemon.folder.write("signingKey: \(path)\ncheckpoints: {entries: 3}\n", to: "etc/crrtd.yaml.d/10-key.yaml")
            try daemon.start()
            for number in 1...7 { try put(daemon, number) }
            try body(daemon, path + ".pub")
        }
    }

    private func put(_ daemon: RunningDaemon, _ number: Int) throws {
        let json = SmallWorld.expert("EST-000\(number)").jsonString()
        let run = try daemon.crrtctl(["expert", "put", "-", "--as", "ncp-est"], input: json)
        #expect(run.status == 0, "\(run.errors)")
    }

    private func export(_ daemon: RunningDaemon, _ name: String) throws -> String {
        let path = daemon.folder.file(name)
        let run = try daemon.crrtctl(["audit", "export", path, "--as", "auditor"])
        #expect(run.status == 0, "\(run.errors)")
        return path
    }

    @Test("verify over two lives and a SIGKILL: exit 0, and the head of before still holds")
    func twoLives() throws {
        try withSigning { daemon, _ in
            let first = try daemon.crrtctl(["audit", "verify", "--as", "auditor"])
            #expect(first.status == 0, "\(first.errors)")
            let head = try #require(first.output.split(separator: "\n").first { $0.contains("head: ") }?.split(separator: " ").last)
            daemon.kill()
            try daemon.start()
            try put(daemon, 8)
            daemon.stop()
            #expect(daemon.logText.contains("signed up to entry 8"), "a clean stop signs what is left: no third entry has asked for it")
            try daemon.start()
            try put(daemon, 9)
            let second = try daemon.crrtctl(["audit", "verify", "--as", "auditor", "--expect-head", String(head)])
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.output.contains("up to entry 8 at "), "\(second.output)")

            let wrong = "9:" + head.split(separator: ":")[1]
            let third = try daemon.crrtctl(["audit", "verify", "--as", "auditor", "--expect-head", wrong])
            #expect(third.status == 1 && third.errors.contains("entry 9 is not the one that was expected"), "\(third.errors)")
            let beyond = try daemon.crrtctl(["audit", "verify", "--as", "auditor", "--expect-head", "12:" + head.split(separator: ":")[1]])
            #expect(beyond.status == 1 && beyond.errors.contains("entries 10 to 12 are cut off"), "\(beyond.errors)")
            #expect(try daemon.crrtctl(["audit", "verify", "--as", "auditor", "--expect-head", "nonsense"]).status == 64)
            let metrics = try daemon.crrtctl(["metrics", "--as", "administrator-1"]).output
            #expect(metrics.contains("crrtd_signed_position{unit=\"crrtd\"} 8\n"), "\(metrics)")
            #expect(metrics.contains("crrtd_unsigned_entries{unit=\"crrtd\"} 1\n"))
            #expect(try daemon.crrtctl(["audit", "verify", "--as", "duty-desk"]).status == 77)
        }
    }

    @Test("an exported journal is accepted without a daemon, and what was done to it is named")
    func exported() throws {
        try withSigning { daemon, publicKey in
            let path = try export(daemon, "journal")
            #expect(try mode(path) == 0o600)
            #expect(try daemon.crrtctl(["audit", "export", path, "--as", "auditor"]).status == 1, "it was written over")
            #expect(try daemon.crrtctl(["audit", "export", "--as", "duty-desk"]).status == 77)
            daemon.stop()
            func verify(_ file: String, _ key: String = publicKey, _ more: [String] = []) throws -> ProgramRun {
                try daemon.crrtctl(["audit", "verify", "--file", file, "--public-key", key] + more)
            }
            let accepted = try verify(path)
            #expect(accepted.status == 0, "\(accepted.errors)")
            #expect(accepted.output.contains("signed: up to entry 7"), "\(accepted.output)")
            #expect(try verify(path, publicKey, ["--json"]).output.contains(#""intact":true"#))
            #expect(try daemon.crrtctl(["audit", "verify", "--file", path]).status == 64)

            let text = try String(contentsOfFile: path, encoding: .utf8)
            var lines = text.split(separator: "\n").map(String.init)
            try daemon.folder.write("\u{FEFF}" + text, to: "marked")
            #expect(try verify(daemon.folder.file("marked")).status == 0, "a byte order mark is no part of it")
            try daemon.folder.write(text.replacing("\"noticeHours\":12", with: "\"noticeHours\":13"), to: "changed")
            let changed = try verify(daemon.folder.file("changed"))
            #expect(changed.status == 1 && changed.errors.contains("entry 1 was changed"), "\(changed.errors)")
            lines.remove(at: try #require(lines.firstIndex { $0.contains(#"{"seq":5,"#) }))
            try daemon.folder.write(lines.joined(separator: "\n"), to: "removed")
            let removed = try verify(daemon.folder.file("removed"))
            #expect(removed.status == 1 && removed.errors.contains("entry 5 is missing"), "\(removed.errors)")

            try KeyFile.create(daemon.folder.file("other"))
            let stranger = try verify(path, daemon.folder.file("other.pub"))
            #expect(stranger.status == 1 && stranger.errors.contains("signed by no checkpoint"), "\(stranger.errors)")
            #expect(try verify(path, daemon.folder.file("none.pub")).status == 64)
            #expect(try verify(daemon.folder.file("none")).status == 1)
        }
    }

    @Test("a restore and a rebuild want a signature of a given key; where none is given, the configured key is enough")
    func restoring() throws {
        try withSigning { daemon, publicKey in
            let (copy, other) = (daemon.folder.file("copy.db"), daemon.folder.file("other"))
            #expect(try daemon.crrtctl(["backup", copy]).status == 0)
            daemon.stop()
            let id = try KeyFile.create(other).verifyingKey.id
            func look(_ keys: [String]) throws -> [ProgramRun] {
                let places = ["--check", "--config", daemon.folder.file("etc"), "--state", daemon.state]
                let keys = keys.map { "--public-key=\($0)" }
                return try [["--restore", copy], ["--rebuild"]].map { try crrtd(daemon.folder, $0 + places + keys) }
            }
            func refused(place: SourceLocation = #_sourceLocation) throws {
                for run in try look([other + ".pub"]) {
                    #expect(run.status == 74 && run.output.isEmpty, "\(run.output)", sourceLocation: place)
                    for words in ["signed by no checkpoint of key \(id) (\(other).pub)", "by other keys", "crrtctl audit verify"] {
                        #expect(run.errors.contains(words), "\(run.errors)", sourceLocation: place)
                    }
                }
            }
            try refused()
            for run in try look([publicKey]) + look([]) + look([other + ".pub", publicKey]) {
                #expect(run.status == 0 && run.output.contains("it is signed up to entry 7"), "\(run.errors) \(run.output)")
            }
            try FileManager.default.removeItem(atPath: daemon.folder.file("etc/crrtd.yaml.d/10-key.yaml"))
            try refused()
            for run in try look([]) {
                #expect(run.status == 0 && run.output.contains("by keys that are not known here"), "\(run.errors)")
            }
        }
    }

    @Test("a backup and an export made of it prove themselves up to their end")
    func backup() throws {
        try withSigning { daemon, publicKey in
            let copy = daemon.folder.file("copy.db")
            #expect(try daemon.crrtctl(["backup", copy]).status == 0)
            #expect(daemon.logText.contains("signed up to entry 7"))
            try put(daemon, 8)
            daemon.kill()
            // The copy in the place of the database: what came later is gone, and those who wrote it down find out.
            for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: daemon.database + end) }
            try FileManager.default.moveItem(atPath: copy, toPath: daemon.database)
            try daemon.start()
            let verdict = try daemon.crrtctl(["audit", "verify", "--as", "auditor"])
            #expect(verdict.output.contains("up to entry 7 at "), "\(verdict.output)")
            let path = try export(daemon, "journal")
            #expect(try daemon.crrtctl(["audit", "verify", "--file", path, "--public-key", publicKey]).status == 0)
        }
    }
}
