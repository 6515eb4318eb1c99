import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// Filing a request again, like another, from a template, in an editor and from a draft, against a real daemon.
@Suite("filing requests")
struct FilingTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let albania = ["--as", "ncp-alb"]

    private static func submit(_ daemon: RunningDaemon, _ terms: Requests.Request = SmallWorld.terms(from: 0, days: 5)) throws -> String {
        let run = try daemon.crrtctl(["request", "submit", "-", "--json"] + albania, input: terms.jsonString())
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try Requests.Submit.Reply(json: run.output).request.id)
    }

    private static func request(_ id: String, _ daemon: RunningDaemon) throws -> Requests.Request {
        try Requests.Get.Reply(json: try daemon.crrtctl(["request", "show", id, "--json"] + albania).output).request
    }

    @Test("what show --json has printed is filed again, and what the daemon sets is left out with a word; a second like it is warned of")
    func again() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try Self.submit(daemon)
            let shown = try daemon.crrtctl(["request", "show", id, "--json"] + Self.albania)
            let run = try daemon.crrtctl(["request", "submit", "-", "--json"] + Self.albania, input: shown.output)
            #expect(run.status == 0, "\(run.errors)")
            #expect(
                run.errors.contains("left out, since the daemon sets them: id, state,")
                    && run.errors.contains("crrtctl request amend \(id)"))
            #expect(run.errors.contains("\(id) is like it: Help"))
            var (first, second) = (try Self.request(id, daemon), try Requests.Submit.Reply(json: run.output).request)
            #expect(first.id != second.id)
            (first.id, second.id, first.filled, second.filled) = (nil, nil, nil, nil)
            #expect(first == second)
        }
    }

    @Test("campaigns that are closed since are left out with a word, both like an earlier request and from what was printed")
    func closedCampaigns() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try Self.submit(daemon)
            let desk = ["--as", "duty-desk"]
            func open(_ title: String) throws -> String {
                let words = [
                    "campaign", "open", "--title", title, "--domain", "energy", "--classification", "NR", "--rel-to", "NATO", "--json",
                ]
                return try Campaigns.Open.Reply(json: try daemon.crrtctl(words + desk).output).campaign.id
            }
            let (stays, ends) = (try open("Stays"), try open("Ends"))
            _ = try daemon.crrtctl(["request", "correct", id, "--campaign", stays, "--campaign", ends] + desk)
            #expect(try daemon.crrtctl(["campaign", "close", ends, "--outcome", "over"] + desk).status == 0)
            let shown = try daemon.crrtctl(["request", "show", id, "--json"] + Self.albania)
            let runs = [
                try daemon.crrtctl(["request", "submit", "--like", id, "--start", "+24h", "--json"] + Self.albania),
                try daemon.crrtctl(["request", "submit", "-", "--json"] + Self.albania, input: shown.output),
            ]
            for run in runs {
                #expect(run.status == 0 && run.errors.contains("left out of campaigns: \(ends) is closed"), "\(run.errors)")
                #expect(try Requests.Submit.Reply(json: run.output).request.campaigns == [stays])
            }
        }
    }

    @Test("an approval is refused upon another revision, and a withdrawal that stops no step says so")
    func approval() throws {
        try RunningDaemon.with(ExerciseDesk.site) { daemon in
            let desk = try ExerciseDesk(daemon)
            let id = try Self.submit(daemon)
            for words in ["request validate \(id)", "tasking propose \(id) --candidate 1"] {
                let said = try desk.run("crrtctl \(words)", as: "duty-desk")
                #expect(said.last?.hasPrefix("(exit") != true, "\(said)")
            }
            let tasking = id.replacing("EXR", with: "EXT") + "-1"
            let stale = try desk.run("crrtctl tasking approve \(tasking) --if-revision 99", as: "council")
            #expect(stale.last == "(exit status 1)", "\(stale)")
            let approved = try desk.run("crrtctl tasking approve \(tasking)", as: "council")
            #expect(approved.contains { $0.contains("approved politically") }, "\(approved)")
            let withdrawn = try desk.run("crrtctl tasking withdraw-approval \(tasking) --reason x --yes", as: "council")
            #expect(withdrawn.contains { $0.contains("this stops no step") }, "\(withdrawn)")
        }
    }

    @Test("an earlier request and a template begin another one")
    func beginnings() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try Self.submit(daemon)
            let like = try daemon.crrtctl(
                ["request", "submit", "--like", id.lowercased(), "--title", "Other", "--start", "+24h", "--json"] + Self.albania)
            #expect(like.status == 0 && like.errors.contains("moved: from "), "\(like.errors)")
            let filed = try Requests.Submit.Reply(json: like.output).request
            let earlier = try Self.request(id, daemon)
            #expect(filed.title == "Other" && filed.seats == earlier.seats)
            let correct = ["--reference", "ticket 1", "--share-with", "LVA", "--incident-class", "availability", "--people", "9"]
            _ = try daemon.crrtctl(["request", "correct", id] + correct + Self.albania)
            let copy = try daemon.crrtctl(["request", "submit", "--like", id, "--start", "+24h", "--json"] + Self.albania)
            #expect(
                copy.errors.contains("taken over from \(id): nation, title, ") && copy.errors.contains("shareWith (LVA)"), "\(copy.errors)")
            #expect(copy.errors.contains("left out, since it belongs to \(id): references, incident.impact"), "\(copy.errors)")
            let taken = try Requests.Submit.Reply(json: copy.output).request
            #expect(taken.references == nil && taken.incident?.impact == nil && taken.incident?.class == "availability")
            let listed = try daemon.crrtctl(["request", "template"])
            #expect(listed.status == 0 && listed.output.contains("hospital-ransomware"), "\(listed.errors)")
            let all = try JSONObject(json: Array(try daemon.crrtctl(["request", "template", "--json"]).output.utf8))
            #expect(all.members.count == 6 && all["grid"]?.objectValue?["sector"] == "energy")
            // What is printed can be filed, and so can each template by its name, once its summary tells what has happened.
            let text = try daemon.crrtctl(["request", "template", "grid"])
            try daemon.folder.write(text.output + "nation: ALB\n", to: "grid.yaml")
            let names = all.members.map { ["--template", $0.name, "--title", "Case \($0.name)"] }
            for words in [[daemon.folder.file("grid.yaml")]] + names {
                let refused = try daemon.crrtctl(["request", "submit"] + words + Self.albania)
                #expect(refused.status == 1 && refused.errors.contains("summary: it is still the template's"), "\(refused.errors)")
                let run = try daemon.crrtctl(["request", "submit", "--summary", "Six substations since 02:00Z"] + words + Self.albania)
                #expect(run.status == 0, "\(run.errors)")
            }
            try daemon.folder.write(
                #"{"title":"No mode","classification":"NR","releasableTo":["NATO"],"start":"+3d","end":"+4d","#
                    + #""seats":[{"skill":"PD-WRL-003","minLevel":3}]}"#, to: "r.json")
            let modeless = try daemon.crrtctl(["request", "submit", daemon.folder.file("r.json"), "--json"] + Self.albania)
            #expect(try Requests.Submit.Reply(json: modeless.output).request.mode == .both, "\(modeless.errors)")
            let wrong = try daemon.crrtctl(["request", "submit", "--template", "grib"] + Self.albania)
            #expect(wrong.status == 64 && wrong.errors.contains("near: grid"), "\(wrong.errors)")
        }
    }

    @Test("in an editor, another title is a correction and other terms an amendment; a text that is refused is kept")
    func edit() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try Self.submit(daemon)
            try daemon.folder.write("", to: "drafts/none")
            func edit(_ script: String) throws -> ProgramRun {
                try daemon.folder.write("#!/bin/sh\nset -e\n\(script)\n", to: "editor")
                chmod(daemon.folder.file("editor"), 0o755)
                return try daemon.crrtctl(
                    ["request", "edit", id] + Self.albania,
                    environment: ["EDITOR": daemon.folder.file("editor"), "TMPDIR": daemon.folder.file("drafts")])
            }
            #expect(try daemon.crrtctl(["request", "validate", id, "--as", "duty-desk"]).status == 0)
            let title = try edit(#"sed -i 's/^title: .*/title: "Other"/' "$1""#)
            #expect(title.status == 0 && title.errors.contains("title: was 'Help', now 'Other'"), "\(title.errors)")
            #expect(title.output.contains("corrected") && title.errors.contains("a correction: "))
            #expect(try Self.request(id, daemon).state == .validated)
            let terms = try edit(#"sed -i 's/^#maxNoticeHours: .*/maxNoticeHours: 2d/; s/^mode: .*/mode: REMOTE/' "$1""#)
            #expect(terms.status == 0 && terms.errors.contains("maxNoticeHours: was nothing, now 48"), "\(terms.errors)")
            #expect(terms.output.contains("amended") && terms.errors.contains("new terms: it is to be validated anew"))
            let now = try Self.request(id, daemon)
            #expect(now.state == .submitted && now.mode == .remote && now.maxNoticeHours == 48)
            #expect(try edit("true").errors.contains("nothing changed"))
            let wrong = try edit(#"sed -i 's/^classification: .*/classification: XX/' "$1""#)
            #expect(wrong.status == 1 && wrong.errors.contains("classification: ") && wrong.errors.contains("your text is kept in "))
            #expect(wrong.errors.contains("try: crrtctl request amend \(id) "), "\(wrong.errors)")
        }
    }

    @Test("Ctrl-C keeps the answers and says how to go on")
    func draft() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let environment = ["CRRT_SOCKET": daemon.socket, "XDG_STATE_HOME": daemon.folder.file("state-home")]
            let terminal = try LiveTerminal("crrtctl", ["request", "submit", "--nation", "ALB"] + Self.albania, environment)
            try terminal.wait(for: "in one line: ")
            terminal.type("Wiper\r")
            try terminal.wait(for: "What has happened: ")
            terminal.type("\rNS\r")
            try terminal.wait(for: "Releasable to [NATO]: ")
            terminal.send(SIGINT)
            #expect(try terminal.waitForEnd() != 0)
            #expect(
                terminal.raw.contains("its label is NS") && terminal.raw.contains("next: crrtctl request submit --draft "),
                "\(terminal.raw)")
            let folder = daemon.folder.file("state-home/crrtctl")
            let drafts = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(drafts.count == 1)
            let draft = folder + "/" + (drafts.first ?? "")
            // Enough of the rest as options; what has been answered is not asked again.
            let run = try daemon.crrtctl(
                typed: "\r\r\r\r\rGX-SKL-001:3\r\rno\ry\r", ["request", "submit", "--draft", draft, "--mode", "remote"] + Self.albania,
                environment: environment)
            #expect(run.status == 0 && run.screen.contains("submitted"), "\(run.screen)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            let id = try #require(run.screen.firstMatch(of: /EXR-ALB-[0-9]+-[0-9]+/).map { String($0.output) })
            let filed = try Self.request(id, daemon)
            #expect(filed.title == "Wiper" && filed.classification == .NS && filed.mode == .remote)
        }
    }
}
