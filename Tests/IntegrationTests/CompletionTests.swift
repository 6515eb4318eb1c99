import CRRTProtocol
import CRRTTestSupport
import Foundation
import Testing
import Varlink

/// The script of `crrtctl completion`, in real shells.
@Suite("completion")
struct CompletionTests {
    /// Runs the script's own function as bash does: `words` are as readline cuts them, the last is the one at the cursor.
    private static func bash(_ words: [String], _ folder: TemporaryFolder, current: String? = nil) throws -> ShellRun {
        let quoted = words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
        let current = current ?? words.last ?? ""
        return try ShellRun(
            """
            source <(crrtctl completion bash)
            COMP_WORDS=(crrtctl \(quoted.joined(separator: " "))); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
            f=$(complete -p crrtctl | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            $f crrtctl '\(current)' "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """, in: folder)
    }

    private static func hostile(_ folder: TemporaryFolder) -> String {
        let mark = folder.file("run")
        let ids = [
            "EST-0001", "$(touch \(mark))", "`touch \(mark)`", "EST-$(touch \(mark))", "EST-1\nEST-2", "EST-\u{1B}[2J", "est-3",
            "EST-4 EST-5",
            "EST-6;touch \(mark)", "*", "", "EST-0002",
        ]
        return #"{"parameters":\#(Roster.ListExperts.Reply(experts: ids.map { expert($0) }).jsonString())}"#
    }

    private static func expert(_ id: String) -> Roster.Expert {
        .init(id: id, nation: "EST", skills: ["PD-WRL-003": 3], noticeHours: 12, mode: .both)
    }

    @Test("a hostile server's ids are offered where they are ids, and never run")
    func hostileIDs() throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            try ScriptedServer.with(socket, reply: Self.hostile(folder)) { _ in
                for prefix in ["", "EST-"] {
                    let run = try Self.bash(["--socket", socket, "expert", "show", prefix], folder)
                    #expect(run.output == "EST-0001\nEST-0002\n", "\(run.output) \(run.errors)")
                }
                #expect(!FileManager.default.fileExists(atPath: folder.file("run")), "a text of the server was run")
                #expect(try Self.bash(["expert", "--socket", socket, "show", "EST-0002"], folder).output == "EST-0002\n")
            }
        }
    }

    /// What the program prints is safe by itself, whichever shell asks.
    @Test("no shell gets anything but ids", arguments: ["bash", "zsh", "fish"])
    func onlyIDs(shell: String) throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            try ScriptedServer.with(socket, reply: Self.hostile(folder)) { _ in
                let run = try ProgramRun(
                    "crrtctl",
                    [
                        "---completion", "expert", "show", "--", "positional@0", "5", "0", "crrtctl", "--socket", socket, "expert", "show",
                        "",
                    ],
                    ["SAP_SHELL": shell], in: folder)
                #expect(run.output.split(separator: "\n").filter { $0 != " " } == ["EST-0001", "EST-0002"], "\(run.output) \(run.errors)")
            }
        }
    }

    @Test("options with values before the noun, before the verb, and with '=' do not lead it astray")
    func optionsBefore() throws {
        try TemporaryFolder.with { folder in
            let cases: [([String], String)] = [
                (["--instance", "exercise", "exp"], "expert"), (["expert", "--as", "duty", "sho"], "show"),
                (["--socket", "=", "/none/s", "expert", "sho"], "show"), (["--json", "=", "short", "expert", "sho"], "show"),
                (["--timeout", "5", "request", "--json", "lis"], "list"), (["request", "list", "--state", "sub"], "submitted"),
                (["request", "list", "--state", "=", "sub"], "submitted"), (["request", "--dt"], "--dtg"),
                (["--json", "=", "sh"], "short"),
                (["completion", "fi"], "fish"),
            ]
            for (words, wanted) in cases {
                let run = try Self.bash(words, folder)
                #expect(run.output == wanted + "\n", "\(words): \(run.output) \(run.errors)")
            }
            try folder.write("", to: "roster-of-est.csv")
            #expect(try Self.bash(["roster", "import", "roster-of"], folder).output == "roster-of-est.csv\n")
            #expect(try Self.bash(["request", "list", "--state", "="], folder, current: "").output.contains("submitted\n"))
        }
    }

    @Test("a daemon that says nothing does not hold up the key")
    func silent() throws {
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            try ScriptedServer.with(socket, reply: nil) { _ in
                let run = try Self.bash(["--socket", socket, "expert", "show", ""], folder)
                #expect(run.status == 0 && run.output == "\n", "\(run.output) \(run.errors)")
            }
        }
    }

    @Test(
        "fish, where it is installed, completes verbs behind options, verbs of verbs, values and templates",
        arguments: [
            ("crrtctl --instance exercise exp", "expert"), ("crrtctl --json expert abs", "absence"),
            ("crrtctl expert absence re", "remove"),
            ("crrtctl request list --state sub", "submitted"), ("crrtctl request submit --template hosp", "hospital-ransomware"),
            ("crrtctl request template sat", "satellite"), ("crrtctl completion f", "fish"),
        ])
    func fish(line: String, wanted: String) throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/fish") else { return }
        try TemporaryFolder.with { folder in
            let run = try ShellRun(
                "crrtctl completion fish | source; complete -C '\(line)'", shell: "/usr/bin/fish", ["HOME": folder.path], in: folder)
            let offered = run.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
            #expect(offered == [wanted[...]], "\(run.output) \(run.errors)")
        }
    }

    /// On a terminal of its own, where Tab is pressed.
    @Test(
        "zsh, where it is installed, completes verbs behind options, verbs of verbs, values and templates",
        arguments: [
            ("crrtctl --instance exercise exp", "expert"), ("crrtctl --json expert abs", "absence"),
            ("crrtctl expert absence re", "remove"),
            ("crrtctl request list --state sub", "submitted"), ("crrtctl request submit --template hosp", "hospital-ransomware"),
            ("crrtctl request template sat", "satellite"), ("crrtctl completion f", "fish"),
        ])
    func zsh(line: String, wanted: String) throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/zsh") else { return }
        try TemporaryFolder.with { folder in
            let text = """
                crrtctl completion zsh >_crrtctl
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell 'PS1="READY> "; fpath=($HOME $fpath); autoload -Uz compinit; compinit -u -D; bindkey "^I" complete-word; print GO'
                zpty -r -m shell begun '*GO*READY> *'
                zpty -w -n shell '\(line)'$'\t'
                zpty -r -m shell shown '*\(wanted)*' && print completed
                """
            let run = try ShellRun(text, shell: "/usr/bin/zsh", ["HOME": folder.path], in: folder)
            #expect(run.output == "completed\n", "\(run.status) \(run.output) \(run.errors)")
        }
    }

    @Test("zsh and fish understand their scripts, where they are installed", arguments: ["zsh", "fish"])
    func otherShells(shell: String) throws {
        let path = "/usr/bin/\(shell)"
        guard FileManager.default.isExecutableFile(atPath: path) else { return }
        try TemporaryFolder.with { folder in
            let socket = folder.file("s")
            try ScriptedServer.with(socket, reply: Self.hostile(folder)) { _ in
                let text =
                    shell == "fish"
                    ? "crrtctl completion fish | source; complete -C 'crrtctl --socket \(socket) expert show EST-'"
                    : "crrtctl completion zsh >_crrtctl && zsh -n _crrtctl && echo EST-0001"
                let run = try ShellRun(text, shell: path, ["HOME": folder.path], in: folder)
                #expect(run.status == 0 && run.output.contains("EST-0001"), "\(run.output) \(run.errors)")
                #expect(!FileManager.default.fileExists(atPath: folder.file("run")))
            }
        }
    }
}
