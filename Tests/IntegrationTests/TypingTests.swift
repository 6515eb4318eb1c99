import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// What people type at 03:00, and what they are told about it, against a real daemon.
@Suite("typing")
struct TypingTests {
    private static let control = "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n"
    private static let site = TestSite(exercise: true, extraPrincipals: control)
    private static let estonia = ["--as", "ncp-est"]

    private static func put(_ daemon: RunningDaemon, _ id: String) throws {
        let run = try daemon.crrtctl(["expert", "put", "-"] + estonia, input: SmallWorld.expert(id).jsonString())
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test("absences are added, listed and removed by dates; the rest of the record stays")
    func absences() throws {
        try RunningDaemon.with(Self.site) { daemon in
            try Self.put(daemon, "EST-0001")
            let year = MovedSamples.today.startOfDay.date.components.year + 1
            func absence(_ words: String...) throws -> ProgramRun { try daemon.crrtctl(["expert", "absence"] + words + Self.estonia) }
            func expert() throws -> Roster.Expert {
                try Roster.GetExpert.Reply(json: try daemon.crrtctl(["expert", "show", "EST-0001", "--json"] + Self.estonia).output).expert
            }
            let before = try expert()
            let none = try absence("list", "EST-0001")
            #expect(
                none.status == 0 && none.errors.contains("no absences") && none.errors.contains("next: crrtctl expert absence add EST-0001")
            )
            let added = try absence("add", "est-0001", "--from", "\(year)-07-01", "--until", "\(year)-07-14")
            #expect(added.status == 0 && added.output.contains("\(year)-07-01 00:00Z to \(year)-07-15 00:00Z"), "\(added.errors)")
            #expect(try absence("add", "EST-0001", "--from", "\(year)-12-24", "--until", "+3d").status == 0)
            #expect(
                try expert().unavailable == [
                    .init(start: "\(year)-07-01T00:00:00Z", end: "\(year)-07-15T00:00:00Z"),
                    .init(start: "\(year)-12-24T00:00:00Z", end: "\(year)-12-27T00:00:00Z"),
                ])
            #expect(try absence("list", "EST-0001").output.contains("\(year)-12-24 00:00Z"))
            let wrong = try absence("remove", "EST-0001", "--from", "\(year)-08-01")
            #expect(
                wrong.status == 4 && wrong.errors.contains("no absence that begins then") && wrong.errors.contains("\(year)-07-01 00:00Z"))
            let backwards = try absence("add", "EST-0001", "--from", "\(year)-07-14", "--until", "\(year)-07-01")
            #expect(backwards.status == 64 && backwards.errors.contains("--until: "), "\(backwards.errors)")
            #expect(try absence("remove", "EST-0001", "--from", "\(year)-07-01").status == 0)
            #expect(try absence("remove", "EST-0001", "--from", "\(year)-12-24 00:00Z").status == 0)
            var after = try expert()
            (after.revision, after.offer) = (before.revision, before.offer)
            #expect(after == before)
            // Another nation's contact point may not.
            let other = try daemon.crrtctl(
                ["expert", "absence", "add", "EST-0001", "--from", "\(year)-07-01", "--until", "+1d", "--as", "ncp-lva"])
            #expect([4, 77].contains(other.status), "\(other.errors)")
        }
    }

    @Test("several records at once: each is done, and the first failure is the status")
    func several() throws {
        try RunningDaemon.with(Self.site) { daemon in
            for id in ["EST-0001", "EST-0002"] { try Self.put(daemon, id) }
            let shown = try daemon.crrtctl(["expert", "show", "est-0001", "EST-0404", "EST-0002"] + Self.estonia)
            #expect(shown.status == 4 && shown.errors.contains("EST-0404"))
            #expect(shown.output.contains("EST-0001") && shown.output.contains("\n\n") && shown.output.contains("EST-0002"))
            let ids = try ["One", "Two"].map { title in
                var terms = SmallWorld.terms(from: 0, days: 5)
                terms.title = title
                let run = try daemon.crrtctl(["request", "submit", "-", "--json", "--as", "ncp-alb"], input: terms.jsonString())
                return try #require(try Requests.Submit.Reply(json: run.output).request.id)
            }
            let validated = try daemon.crrtctl(["request", "validate"] + ids + ["--as", "duty-desk"])
            #expect(
                validated.status == 0 && validated.output.contains("\(ids[0]) validated")
                    && validated.output.contains("\(ids[1]) validated"))
            #expect(try daemon.crrtctl(["request", "validate"] + ids + ["--if-revision", "1", "--as", "duty-desk"]).status == 64)
            #expect(try daemon.crrtctl(["request", "show"] + ids + ["--as", "duty-desk"]).status == 0)
        }
    }

    @Test("wrong words get the next step")
    func hints() throws {
        try RunningDaemon.with(Self.site) { daemon in
            try Self.put(daemon, "EST-0001")
            let cases: [([String], Int32, [String])] = [
                (["skill", "list", "zzz"], 0, ["no skills are known by 'zzz'", "next: ", "crrtctl skill list"]),
                (["skill", "list", "malwar3"], 0, ["near: malware"]),
                (["expert", "list", "--skill", "recover"], 64, ["finds ", "give the code of one: ", "GX-SKL-011 (Ransomware recovery)"]),
                (["expert", "list", "--skill", "xyzzy"], 64, ["no skill is known by 'xyzzy'"]),
                (["expert", "list", "--skill", "pd-wrl-003:4"], 0, ["1 expert"]),
                (["expert", "list", "--skill", "incident response"], 0, ["expert"]),
                (["request", "withdraw", "EXR-ALB-2026-0001"], 64, ["near: cancel"]),
                (["request", "list", "--state", "Submitted"], 0, ["no requests"]),
            ]
            for (words, status, parts) in cases {
                let run = try daemon.crrtctl(words + Self.estonia)
                #expect(run.status == status, "\(words): \(run.errors)")
                for part in parts { #expect(run.errors.contains(part), "\(words): \(run.errors)") }
            }
            let put = try daemon.crrtctl(["expert", "put", "-"] + Self.estonia, input: #"{"id":"EST-0003","nation":"EST"}"#)
            #expect(put.status == 1 && put.errors.contains("skills, noticeHours, mode are missing"), "\(put.errors)")
            #expect(put.errors.contains("noticeHours: Hours from order to ready."))
        }
    }

    @Test("--as says on a real instance that it is for exercises", .needsOtherUsers)
    func actingAs() throws {
        try RunningDaemon.with { daemon in
            let run = try daemon.crrtctl(["request", "list", "--as", "duty-desk"], as: TestSite.contact("EST"))
            #expect(run.status == 77 && run.errors.contains("--as duty-desk is for exercises"), "\(run.errors)")
        }
    }
}
