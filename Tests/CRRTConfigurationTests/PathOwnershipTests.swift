import CRRTConfiguration
import Foundation
import Glibc
import Testing

/// What others could change is refused, with the command that mends it; what they cannot is not.
@Suite("Path ownership") struct PathOwnershipTests {
    /// The complaint about a path below the folder, with the folder written as `~`; nil where there is none.
    private func fault(_ path: String, in folder: String) -> String? {
        do throws(ConfigurationError) {
            try PathOwnershipCheck.check(path.hasPrefix("/") ? path : folder + "/" + path)
            return nil
        } catch {
            return error.description.replacingOccurrences(of: folder, with: "~")
        }
    }

    private func chmod(_ path: String, _ mode: mode_t) { _ = Glibc.chmod(path, mode) }

    @Test("a file or folder at the end of the way", arguments: [0o777, 0o775, 0o757, 0o1777, 0o2775] as [mode_t])
    func last(mode: mode_t) throws {
        try withFolder(["a/file": ""]) { folder in
            for path in ["a", "a/file"] {
                #expect(fault(path, in: folder) == nil)
                chmod(folder + "/" + path, mode)
                let text = String(mode, radix: 8)
                let who = mode & 0o002 != 0 ? "everybody" : "its group (\(getegid()))"
                #expect(fault(path, in: folder) == "~/\(path): may be written by \(who), mode \(text); chmod go-w ~/\(path)")
                chmod(folder + "/" + path, 0o755)
            }
        }
    }

    @Test("a folder on the way: the sticky bit keeps others from putting another thing in its place")
    func onTheWay() throws {
        try withFolder(["a/b/file": ""]) { folder in
            chmod(folder + "/a", 0o777)
            #expect(fault("a/b/file", in: folder) == "~/a: may be written by everybody, mode 777; chmod go-w ~/a")
            // Also where nothing is there yet: somebody else could make it.
            #expect(fault("a/none", in: folder)?.hasPrefix("~/a: ") == true)
            chmod(folder + "/a", 0o1777)
            #expect(fault("a/b/file", in: folder) == nil)
            #expect(fault("a/none", in: folder) == nil)
            #expect(fault("a/b/../b/./file", in: folder) == nil)
        }
    }

    @Test("a symbolic link is followed, and what it leads through is looked at")
    func links() throws {
        try withFolder(["real/file": "", "open/file": ""]) { folder in
            for (name, target) in [
                ("absolute", folder + "/real"), ("relative", "real"), ("back", "open/../real/file"), ("twice", "absolute/file"),
                ("wrong", "open/file"), ("loop", "loop"), ("nowhere", "none"),
            ] { symlink(target, folder + "/" + name) }
            chmod(folder + "/open", 0o770)
            for good in ["absolute/file", "relative/file", "twice", "loop/file", "nowhere/file"] {
                #expect(fault(good, in: folder) == nil, "\(good)")
            }
            for bad in ["wrong", "back"] {
                #expect(fault(bad, in: folder) == "~/open: may be written by its group (\(getegid())), mode 770; chmod go-w ~/open")
            }
        }
    }

    @Test("what belongs to somebody else", .enabled(if: geteuid() == 0, "needs root to give something away"))
    func owners() throws {
        try withFolder(["a/file": ""]) { folder in
            symlink(folder + "/a", folder + "/link")
            for (given, path) in [("a/file", "a/file"), ("a", "a/file"), ("link", "link/file")] {
                lchown(folder + "/" + given, 4711, 0)
                let command = given == "link" ? "chown -h root" : "chown root"
                #expect(fault(path, in: folder) == "~/\(given): belongs to user 4711, who could change it; \(command) ~/\(given)")
                lchown(folder + "/" + given, 0, 0)
                #expect(fault(path, in: folder) == nil)
            }
        }
    }

    @Test("a name that a shell would take apart is quoted")
    func quoting() throws {
        try withFolder(["it's here/x": ""]) { folder in
            chmod(folder + "/it's here", 0o777)
            #expect(fault("it's here", in: folder)?.hasSuffix("chmod go-w '~/it'\\''s here'") == true)
        }
    }

    @Test(
        "every file of a configuration, and every folder with one",
        arguments: ["", "crrtd.yaml", "policy.yaml", "principals.yaml", "skills.csv", "crrtd.yaml.d", "crrtd.yaml.d/10.yaml"])
    func configuration(place: String) throws {
        let skills = try String(contentsOf: shippedFolder.appendingPathComponent("skills.csv"), encoding: .utf8)
        let files = ["crrtd.yaml": "", "policy.yaml": "", "principals.yaml": "", "skills.csv": skills, "crrtd.yaml.d/10.yaml": ""]
        try withFolder(files) { folder in
            _ = try Configuration.load(directory: folder)
            let path = place.isEmpty ? folder : folder + "/" + place
            chmod(path, 0o777)
            let error = #expect(throws: ConfigurationError.self) { try Configuration.load(directory: folder) }
            #expect(error?.file == path)
            #expect(error?.reason == "may be written by everybody, mode 777; chmod go-w \(path)")
        }
    }
}
