import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// The use of an effect, typed by the users whom it concerns: a review that has run out, an order, a stop by the host, and what it came to.
@Suite("The use of an effect", .needsOtherUsers)
struct EffectUseTests {
    private static let effect = "SWE-EFF-01"
    private let sweden = TestSite.contact("SWE")
    private let second = TestSite.contact("SWE", second: true)
    private let albania = TestSite.contact("ALB")

    @Test("from the record to the after-action report, over a SIGKILL")
    func wholeUse() throws {
        try RunningDaemon.with { daemon in
            func type(_ uid: UInt32, _ words: [String], status: Int32 = 0, input: String = "") throws -> ProgramRun {
                let run = try daemon.crrtctl(words, as: uid, input: input)
                #expect(run.status == status, "\(words): \(run.output)\(run.errors)")
                return run
            }
            let start = RealClock.now.adding(days: -1)
            func put(authorisedUntil: Instant) throws {
                let record = Roster.Effect(
                    id: Self.effect, nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                    classification: .NR, releasableTo: ["NATO"],
                    offer: .init(state: .offered, validFrom: start.adding(days: -30).description), legalReview: "LR 2026/114",
                    authorisedUntil: authorisedUntil.description)
                _ = try type(sweden, ["effect", "put", "-"], input: record.jsonString())
            }
            try put(authorisedUntil: start.adding(days: 5))
            var terms = SmallWorld.terms(from: 0, days: 10)
            (terms.start, terms.end) = (start.description, start.adding(days: 10).description)
            (terms.seats, terms.effects, terms.mode) = ([], ["sinkhole"], .remote)
            let submitted = try type(albania, ["request", "submit", "-", "--json"], input: terms.jsonString())
            let request = try #require(try Requests.Submit.Reply(json: submitted.output).request.id)
            _ = try type(TestSite.duty, ["request", "validate", request])

            let propose = ["tasking", "propose", request, "--effect", Self.effect, "--reply-by", "+2h"]
            let refused = try type(TestSite.duty, propose, status: 1)
            #expect(refused.errors.contains(Self.effect) && refused.errors.contains("authorisedUntil"))
            #expect(refused.errors.contains("crrtctl effect edit \(Self.effect)"))
            try put(authorisedUntil: start.adding(days: 10))
            _ = try type(TestSite.duty, propose)
            let tasking = "TSK" + request.dropFirst(3) + "-1"

            #expect(try type(sweden, ["consent", "show", tasking]).output.contains("LR 2026/114"))
            for uid in [sweden, second] { _ = try type(uid, ["consent", "grant", tasking]) }
            _ = try type(albania, ["consent", "grant", tasking])
            _ = try type(TestSite.authority, ["tasking", "order", tasking])
            _ = try type(TestSite.duty, ["tasking", "begin", tasking])

            let cease = ["tasking", "cease", tasking, "--effect", Self.effect, "--reason", "Wrong network", "--yes"]
            _ = try type(TestSite.duty, cease, status: 77)
            #expect(try type(albania, cease).errors.contains("tasking home \(tasking) --expert \(Self.effect)"))
            daemon.kill()
            try daemon.start()
            let again = try type(sweden, ["tasking", "cease", "--effect", Self.effect, "--reason", "Wrong network", "--yes"])
            #expect(again.output.contains(tasking))
            _ = try type(sweden, ["tasking", "home", tasking, "--expert", Self.effect])
            _ = try type(
                sweden, ["tasking", "outcome", tasking, "--effect", Self.effect, "--result", "partly", "--text", "Two of three are back"])
            _ = try type(TestSite.duty, ["tasking", "close", tasking, "--report", "Stopped by the host"])

            for uid in [TestSite.duty, sweden, albania] {
                let report = try type(uid, ["report", "after-action", request]).output
                let words = report.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
                #expect(words.contains("\(Self.effect) ceased by ALB: Wrong network"), "\(words)")
                #expect(words.contains("outcome of \(Self.effect): partly achieved: Two of three are back"), "\(words)")
            }
            let verified = try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init())
            #expect(verified.intact)
        }
    }
}
