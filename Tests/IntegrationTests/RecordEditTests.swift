import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// `edit`, `put` with YAML, and `confirm` for a whole nation, against a real daemon. The editor is a script.
@Suite("records in an editor")
struct RecordEditTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let estonia = ["--as", "ncp-est"]

    /// A daemon with one expert, and a folder for drafts.
    private static func with(_ body: (RunningDaemon, Editing) throws -> Void) throws {
        try RunningDaemon.with(site) { daemon in
            var expert = SmallWorld.expert("EST-0001")
            expert.name = "Mari"
            let run = try daemon.crrtctl(["expert", "put", "-"] + estonia, input: expert.jsonString())
            #expect(run.status == 0, "\(run.errors)")
            try daemon.folder.write("", to: "drafts/none")
            try body(daemon, Editing(daemon: daemon))
        }
    }

    /// crrtctl with an editor that runs a script on the file `$1`.
    struct Editing {
        let daemon: RunningDaemon

        private func environment(_ script: String) throws -> [String: String] {
            let path = daemon.folder.file("editor")
            try daemon.folder.write("#!/bin/sh\nset -e\n" + script + "\n", to: "editor")
            chmod(path, 0o755)
            return ["EDITOR": path, "TMPDIR": daemon.folder.file("drafts"), "CRRTCTL": try BuiltPrograms.url("crrtctl").path]
        }

        func run(_ script: String, _ words: [String] = ["expert", "edit", "EST-0001"]) throws -> ProgramRun {
            try daemon.crrtctl(words + RecordEditTests.estonia, environment: environment(script))
        }

        func onTerminal(typed: String, _ script: String) throws -> TerminalRun {
            try daemon.crrtctl(typed: typed, ["expert", "edit", "EST-0001"] + RecordEditTests.estonia, environment: environment(script))
        }

        /// The texts that were kept.
        var kept: [String] {
            get throws {
                try FileManager.default.contentsOfDirectory(atPath: daemon.folder.file("drafts")).filter { $0 != "none" }
                    .map { daemon.folder.file("drafts/" + $0) }
            }
        }

        func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

        var expert: Roster.Expert {
            get throws {
                let run = try daemon.crrtctl(["expert", "show", "EST-0001", "--json"] + RecordEditTests.estonia)
                return try Roster.GetExpert.Reply(json: run.output).expert
            }
        }
    }

    @Test("what is saved is taken, and the draft is gone; what is left alone, or means the same, changes nothing")
    func saved() throws {
        try Self.with { _, editing in
            let run = try editing.run(
                "sed -i 's/^noticeHours: 12/noticeHours: 6/; s/^#location: Tallinn/location: \"Tartu: old town\"/' \"$1\"")
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("EST-0001 stored (revision 2)"))
            let expert = try editing.expert
            #expect((expert.noticeHours, expert.location, expert.name) == (6, "Tartu: old town", "Mari"))
            for script in [
                "true", "sed -i '/^offer:/,/^$/d; /^revision:/d' \"$1\"", "echo '# a remark' >>\"$1\"",
                "sed -i 's/^mode: both/mode: \"both\"/' \"$1\"",
            ] {
                let same = try editing.run(script)
                #expect((same.status, same.output) == (0, ""), "\(script): \(same.errors)")
                #expect(same.errors.contains("EST-0001: nothing changed"))
            }
            #expect(try editing.expert.revision == 2)
            #expect(try editing.kept == [])
        }
    }

    @Test("an emptied text cancels, an editor that fails changes nothing")
    func cancelled() throws {
        try Self.with { _, editing in
            let empty = try editing.run(": >\"$1\"")
            #expect(empty.status == 2 && empty.errors.contains("the text is empty; nothing was changed"), "\(empty.errors)")
            let comments = try editing.run("sed -i '/^[^#]/d' \"$1\"")
            #expect(comments.status == 2, "\(comments.errors)")
            let failed = try editing.run("exit 3")
            #expect(failed.status == 1 && failed.errors.contains("ended with status 3"), "\(failed.errors)")
            #expect(try editing.kept == [])
            #expect(try editing.run("true", ["expert", "edit", "EST-0404"]).status == 4)
        }
    }

    @Test(
        "what is wrong is named with its line, by crrtctl or by the daemon, and the text is kept",
        arguments: [
            ("s/^noticeHours: 12/noticeHours: soon/", "noticeHours: expected an integer, found a string"),
            ("s/^noticeHours: 12/noticehours: 12/", "noticehours: is not a field here; did you mean noticeHours?"),
            ("s/^mode: both/mode: remot/", "mode: "), ("s/PD-WRL-003: 4/PD-WRL-003: 9/", "skills.PD-WRL-003: 9 is no level"),
            ("s/PD-WRL-003: 4/PD-WRL-999: 4/", "skills: unknown skill 'PD-WRL-999'; nearest: "),
            ("s/^mode: both/mode: both\\nmode: both/", "'mode' is given twice"), ("s/^mode: both/mode: [both/", "cannot be read as YAML"),
            ("s/^id: EST-0001/id: EST-0002/", "id: cannot be changed"), ("s/^revision: 1/revision: 7/", "revision: is 1"),
            ("/^name: Mari/d", "name: is removed by 'crrtctl expert erase-name EST-0001' alone"),
        ])
    func wrong(_ change: String, _ expected: String) throws {
        try Self.with { _, editing in
            let run = try editing.run("sed -i '\(change)' \"$1\"")
            #expect(run.status == 1)
            #expect(run.errors.contains(expected), "\(run.errors)")
            let kept = try #require(try editing.kept.first)
            #expect(run.errors.contains("your text is kept in \(kept)\n") && run.errors.contains("try: crrtctl expert put \(kept)\n"))
            #expect(run.errors.contains(".yaml:") || expected.hasPrefix("name"), "a line is named: \(run.errors)")
            #expect(try editing.expert.revision == 1)
            #expect(try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("after a change by another user both sides are shown field by field, and the text can still be put")
    func conflict() throws {
        try Self.with { daemon, editing in
            let faster = """
                sed -i 's/^noticeHours: 12/noticeHours: 6/; s/^mode: both/mode: remote/; s/^#location: Tallinn/location: Narva/' "$1"
                "$CRRTCTL" --as ncp-est --json expert show EST-0001 | sed 's/"noticeHours":12/"noticeHours":48/; s/"mode":"both"/"mode":"remote","accesses":["ATOMAL"]/' |
                    "$CRRTCTL" --as ncp-est expert put - >/dev/null
                """
            let run = try editing.run(faster)
            #expect(run.status == 1)
            for line in [
                "you began with revision 1, it is at 2", "noticeHours: was 12, yours 6, theirs 48: changed by both\n",
                "mode: was both, both made it remote\n", "location: was nothing, yours Narva\n", "accesses: was nothing, theirs ATOMAL\n",
                "your text is kept in ",
            ] { #expect(run.errors.contains(line), "\(line) in\n\(run.errors)") }
            let kept = try #require(try editing.kept.first)
            #expect(try daemon.crrtctl(["expert", "put", kept] + Self.estonia).status == 1, "its revision has passed")
            #expect(try daemon.crrtctl(["expert", "put", kept, "--if-revision", "2"] + Self.estonia).status == 0)
            let expert = try editing.expert
            #expect((expert.noticeHours, expert.location, expert.accesses) == (6, "Narva", nil))
        }
    }

    @Test("on a terminal a wrong text is offered again with the complaint on top; after a conflict it is put over what is seen then")
    func again() throws {
        try Self.with { _, editing in
            let corrects =
                "if grep -q '^#! ' \"$1\"; then sed -i 's/^mode: .*/mode: remote/' \"$1\"; else sed -i 's/^mode: .*/mode: remot/' \"$1\"; fi"
            let run = try editing.onTerminal(typed: "\n", corrects)
            #expect(run.status == 0, "\(run.screen)")
            #expect(run.screen.contains("Edit again? [Y/n]") && run.screen.contains("stored (revision 2"))
            let given = try editing.onTerminal(typed: "n\n", "sed -i 's/^mode: .*/mode: remot/' \"$1\"")
            #expect(given.status == 1 && given.screen.contains("nothing was changed; your text is kept in"), "\(given.screen)")
            #expect(try editing.kept.count == 1)
            let faster = """
                if grep -q '^#! .*theirs 48' "$1"; then exit 0; fi
                sed -i 's/^noticeHours: 12/noticeHours: 6/' "$1"
                "$CRRTCTL" --as ncp-est --json expert show EST-0001 </dev/null | sed 's/"noticeHours":12/"noticeHours":48/' >"$1.json"
                "$CRRTCTL" --as ncp-est expert put "$1.json" >/dev/null; rm "$1.json"
                """
            let conflict = try editing.onTerminal(typed: "y\n", faster)
            #expect(conflict.status == 0 && conflict.screen.contains("stored (revision 4"), "\(conflict.screen)")
            #expect(try editing.expert.noticeHours == 6)
        }
    }

    @Test("teams and effects as well; put takes YAML by its name")
    func others() throws {
        try Self.with { daemon, editing in
            let team = Roster.Team(id: "EST-T", name: "Team: one", nation: "EST", members: ["EST-0001"], noticeHours: 5)
            #expect(try daemon.crrtctl(["team", "put", "-"] + Self.estonia, input: team.jsonString()).status == 0)
            let effect = """
                id: EST-E
                nation: EST
                title: Reference
                category: defensive
                kind: sinkhole
                leadHours: 4
                classification: NR
                releasableTo: [NATO]
                conditions: |
                  one
                  two
                """
            try daemon.folder.write(effect, to: "effect.yml")
            let put = try daemon.crrtctl(["effect", "put", daemon.folder.file("effect.yml")] + Self.estonia)
            #expect(put.status == 0, "\(put.errors)")
            #expect(try editing.run("sed -i 's/^name: .*/name: Other/' \"$1\"", ["team", "edit", "EST-T"]).status == 0)
            #expect(try editing.run("sed -i 's/^  two/  three/' \"$1\"", ["effect", "edit", "EST-E"]).status == 0)
            let shown = try daemon.crrtctl(["effect", "show", "EST-E", "--json"] + Self.estonia)
            #expect(try Roster.GetEffect.Reply(json: shown.output).effect.conditions == "one\nthree")
        }
    }

    @Test("a foreign record is refused in words, and a mistyped nation is named with the nearest")
    func foreign() throws {
        try Self.with { daemon, _ in
            let put = try daemon.crrtctl(["expert", "put", "-"] + Self.estonia, input: SmallWorld.expert("LVA-0001").jsonString())
            #expect(put.status == 77)
            #expect(put.errors.contains("LVA-0001 is LVA's to offer and to change; you may change EST's offers only"), "\(put.errors)")
            let duty = try daemon.crrtctl(["expert", "put", "-", "--as", "duty-desk"], input: SmallWorld.expert("LVA-0001").jsonString())
            #expect(duty.status == 77 && duty.errors.contains("you speak for no nation"), "\(duty.errors)")
            for words in [
                ["expert", "list"], ["team", "list"], ["effect", "list"], ["roster", "export"], ["tasking", "list"], ["request", "list"],
                ["consent", "list"], ["expert", "confirm"],
            ] {
                let run = try daemon.crrtctl(words + ["--nation", "ETS", "--as", "duty-desk"])
                #expect(run.status == 64, "\(words): \(run.errors)")
                #expect(run.errors.contains("'ETS' is no nation here; nearest: ") && run.errors.contains("EST (Estonia)"), "\(run.errors)")
            }
            #expect(try daemon.crrtctl(["team", "list", "--nation", "LVA"] + Self.estonia).status == 0)
        }
    }

    @Test("a nation's offers are confirmed together, and it is told how many")
    func confirm() throws {
        try Self.with { daemon, editing in
            for id in ["EST-0002", "EST-0003"] {
                #expect(try daemon.crrtctl(["expert", "put", "-"] + Self.estonia, input: SmallWorld.expert(id).jsonString()).status == 0)
            }
            #expect(try daemon.crrtctl(["expert", "suspend", "EST-0003"] + Self.estonia).status == 0)
            let run = try daemon.crrtctl(["expert", "confirm", "--nation", "EST", "--until", "+90d"] + Self.estonia)
            #expect(run.status == 0 && run.output.contains("2 of 2 experts of EST confirmed"), "\(run.errors)")
            #expect(try editing.expert.offer?.validUntil != nil)
            let refused = try daemon.crrtctl(typed: "n\n", ["expert", "confirm", "--nation", "EST"] + Self.estonia)
            #expect(refused.status == 2, "\(refused.screen)")
            #expect(refused.screen.contains("EST offers 2 experts; 1 suspended or withdrawn stays as it is"))
            #expect(try daemon.crrtctl(typed: "y\n", ["expert", "confirm", "--nation", "EST"] + Self.estonia).status == 0)
            #expect(try daemon.crrtctl(["expert", "confirm"] + Self.estonia).status == 64)
            #expect(try daemon.crrtctl(["expert", "confirm", "EST-0001", "--nation", "EST"] + Self.estonia).status == 64)
            #expect(try daemon.crrtctl(["team", "confirm", "--nation", "EST"] + Self.estonia).errors.contains("EST offers no teams"))
            let foreign = try daemon.crrtctl(["expert", "confirm", "--nation", "EST", "--as", "duty-desk"])
            #expect(foreign.status == 77 && foreign.errors.contains("EST-0001 is EST's to offer"), "\(foreign.errors)")
        }
    }
}
