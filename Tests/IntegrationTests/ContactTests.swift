import CRRTTestSupport
import Glibc
import Testing
import Varlink

@Suite("Contacts, typed")
struct ContactTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    @Test("contacts of a nation and of a request are put, shown where they are needed, and removed")
    func typed() throws {
        try RunningDaemon.with(Self.site) { daemon in
            func type(_ words: [String], as name: String, input: String? = nil) throws -> String {
                let run = try daemon.crrtctl(words + ["--as", name], input: input ?? "")
                #expect(run.status == 0, "\(words): \(run.errors)")
                return run.output
            }
            let watch = ["--role", "duty watch", "--phone", "+355 4 222 1234", "--hours", "24/7"]
            _ = try type(["contact", "put", "alb", "watch"] + watch, as: "ncp-alb")
            let all = try type(["contact", "list"], as: "duty-desk")
            #expect(all.contains("ALB") && all.contains("duty watch") && all.contains("24/7"))
            let terms = """
                {"nation": "ALB", "title": "Help", "classification": "NR", "releasableTo": ["NATO"], "mode": "both", "start": "+3d",
                 "end": "+9d", "seats": [{"skill": "PD-WRL-003", "minLevel": 3}], "references": ["ticket 417"]}
                """
            let filed = try JSONObject(json: type(["request", "submit", "-", "--json"], as: "ncp-alb", input: terms))
            let id = try #require(filed["request"]?.objectValue?["id"]?.stringValue)
            _ = try type(
                ["contact", "put", id, "it-lead", "--role", "head of IT", "--name", "B. Hoxha", "--mail", "it@x.example"], as: "ncp-alb")
            let page = try type(["request", "show", id], as: "duty-desk")
            #expect(page.contains("ticket 417") && page.contains("B. Hoxha") && page.contains("it@x.example"))
            // A request with contacts is amended and filed again like any other.
            _ = try type(["request", "amend", id, "--summary", "More is known"], as: "ncp-alb")
            let printed = try type(["request", "show", id, "--json"], as: "ncp-alb")
            _ = try type(["request", "submit", "-", "--yes"], as: "ncp-alb", input: printed)
            _ = try type(["contact", "remove", id, "it-lead"], as: "ncp-alb")
            #expect(try !type(["contact", "list", id], as: "duty-desk").contains("Hoxha"))
            let again = try daemon.crrtctl(["contact", "remove", id, "it-lead", "--as", "ncp-alb"])
            #expect(again.status == 4 && again.errors.contains("crrtctl contact list \(id)"), "\(again.errors)")
            _ = try type(["request", "correct", id, "--reference", "ticket 418", "--reference", "DTG 010600Z DEC 26"], as: "ncp-alb")
            #expect(try type(["request", "show", id], as: "duty-desk").contains("ticket 418; DTG 010600Z DEC 26"))
            _ = try type(["request", "correct", id, "--reference", ""], as: "ncp-alb")
            #expect(try !type(["request", "show", id], as: "duty-desk").contains("ticket"))
            let wrong = try daemon.crrtctl(["contact", "put", "ALB", "watch", "--role", "watch", "--phone", "call me", "--as", "ncp-alb"])
            #expect(wrong.status == 1 && wrong.errors.contains("contact.phone"), "\(wrong.errors)")
            #expect(try daemon.crrtctl(["request", "correct", id, "--as", "ncp-alb"]).status == 64)
        }
    }
}
