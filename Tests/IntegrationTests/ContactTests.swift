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
            let put = try type(["contact", "put", "alb", "Watch"] + watch, as: "ncp-alb")
            #expect(put.contains("ALB: watch is on record: duty watch, +355 4 222 1234, 24/7"), "\(put)")
            let all = try type(["contact", "list"], as: "duty-desk")
            #expect(all.contains("ALB") && all.contains("duty watch") && all.contains("24/7"))
            let terms = """
                {"nation": "ALB", "title": "Help", "classification": "NR", "releasableTo": ["NATO"], "mode": "both", "start": "+3d",
                 "end": "+9d", "seats": [{"skill": "PD-WRL-003", "minLevel": 3}], "references": ["ticket 417"]}
                """
            let filed = try JSONObject(json: type(["request", "submit", "-", "--json"], as: "ncp-alb", input: terms))
            let id = try #require(filed["request"]?.objectValue?["id"]?.stringValue)
            let lead = try type(
                ["contact", "put", id, "IT-Lead", "--role", "head of IT", "--name", "B. Hoxha", "--mail", "it@x.example"], as: "ncp-alb")
            #expect(lead.contains("\(id): it-lead is on record: head of IT, B. Hoxha, it@x.example"), "\(lead)")
            #expect(try type(["audit", "log", "--subject", id], as: "duty-desk").contains("contacts: it-lead added"))
            let page = try type(["request", "show", id], as: "duty-desk")
            #expect(page.contains("ticket 417") && page.contains("B. Hoxha") && page.contains("it@x.example"))
            // A request with contacts is amended and filed again like any other.
            _ = try type(["request", "amend", id, "--summary", "More is known"], as: "ncp-alb")
            let printed = try type(["request", "show", id, "--json"], as: "ncp-alb")
            _ = try type(["request", "submit", "-", "--yes"], as: "ncp-alb", input: printed)
            _ = try type(["contact", "remove", id, "IT-LEAD"], as: "ncp-alb")
            #expect(try !type(["contact", "list", id], as: "duty-desk").contains("Hoxha"))
            // Repeated with its key, a change is done once, and a run that has another record before it says so.
            let once = ["contact", "put", "ALB", "press", "--role", "press", "--mail", "p@x.example", "--idempotency-key", "k1"]
            #expect(try type(once, as: "ncp-alb") == type(once, as: "ncp-alb"))
            let first = ["contact", "put", id, "press", "--role", "press", "--mail", "p@x.example", "--idempotency-key", "k2"]
            _ = try type(first, as: "ncp-alb")
            let repeated = try daemon.crrtctl(first + ["--as", "ncp-alb"])
            #expect(repeated.status == 1 && repeated.errors.contains("the first run was done"), "\(repeated.errors)")
            _ = try type(["contact", "remove", id, "press"], as: "ncp-alb")
            let again = try daemon.crrtctl(["contact", "remove", id, "it-lead", "--as", "ncp-alb"])
            #expect(again.status == 4 && again.errors.contains("crrtctl contact list \(id)"), "\(again.errors)")
            _ = try type(["request", "correct", id, "--reference", "ticket 418", "--reference", "DTG 010600Z DEC 26"], as: "ncp-alb")
            #expect(try type(["request", "show", id], as: "duty-desk").contains("ticket 418; DTG 010600Z DEC 26"))
            _ = try type(["request", "correct", id, "--reference", ""], as: "ncp-alb")
            #expect(try !type(["request", "show", id], as: "duty-desk").contains("ticket"))
            let wrong = try daemon.crrtctl(["contact", "put", "ALB", "watch", "--role", "watch", "--phone", "call me", "--as", "ncp-alb"])
            #expect(wrong.status == 64 && wrong.errors.contains("--phone: 'call me' is no telephone number"), "\(wrong.errors)")
            for number in 1...20 { _ = try type(["contact", "put", id, "h\(number)"] + watch, as: "ncp-alb") }
            let many = try daemon.crrtctl(["contact", "put", id, "h21"] + watch + ["--as", "ncp-alb"])
            #expect(many.status == 1 && many.errors.contains("\(id) has 20 contacts, the most"), "\(many.errors)")
            #expect(many.errors.contains("crrtctl contact remove \(id)"), "\(many.errors)")
            _ = try type(["contact", "put", id, "h20", "--role", "night watch", "--phone", "112"], as: "ncp-alb")
            #expect(try daemon.crrtctl(["request", "correct", id, "--as", "ncp-alb"]).status == 64)
        }
    }
}
