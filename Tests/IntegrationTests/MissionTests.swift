import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import JournalProof
import Testing
import Varlink

/// A mission whose people come and go apart from each other, typed by the users whom it concerns: a refusal and its replacement, an order
/// with an open seat, a part recall, an illness, an extension for some, a stricter label, and each nation's way home. The daemon is killed
/// once on the way. What was shown at each stage, and what the board and the report tell in the end, is checked.
@Suite("A mission of single people", .needsOtherUsers)
struct MissionTests {
    @Test("from the request to the after-action report, over a SIGKILL")
    func wholeMission() throws {
        try Mission.with { mission in
            try mission.propose()
            try mission.answer()
            try mission.replace()
            try mission.order()
            try mission.goOut()
            try mission.survive()
            try mission.recallOne()
            try mission.fallIll()
            try mission.extend()
            try mission.relabel()
            try mission.comeHome()
            try mission.tellAll()
            try mission.prove()
        }
    }
}

/// The daemon, who types, and what they have filed.
private final class Mission {
    private static let conditions = "Restoration only"
    private static let start = RealClock.now.adding(days: -1)
    private static let end = start.adding(days: 10)
    private static let longer = start.adding(days: 14)
    private static let replyBy = start.adding(days: 3).description

    private let daemon: RunningDaemon
    private var request = ""
    private var tasking = ""

    private init(_ daemon: RunningDaemon) { self.daemon = daemon }

    /// A request for six people whose ten days began yesterday, and the people of four nations who could be asked.
    static func with(_ body: (Mission) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let (daemonKey, latvia) = (folder.file("key"), folder.file("lva"))
            try KeyFile.create(daemonKey)
            let key = try KeyFile.create(latvia)
            chown(latvia, TestSite.contact("LVA"), TestSite.contact("LVA"))
            var site = TestSite()
            site.extraPrincipals = "consentKeys:\n  LVA: [\(Base64.text(key.verifyingKey.bytes))]\n"
            try RunningDaemon.with(site) { daemon in
                daemon.stop()
                try daemon.folder.write("signingKey: \(daemonKey)\n", to: "etc/crrtd.yaml.d/10-key.yaml")
                try daemon.start()
                let mission = Mission(daemon)
                (mission.daemonKey, mission.latvianKey) = (daemonKey, latvia)
                try mission.submit()
                try body(mission)
            }
        }
    }

    private var daemonKey = ""
    private var latvianKey = ""

    // MARK: Typing

    /// Runs a command as a user and expects its exit status.
    @discardableResult
    private func type(
        _ uid: UInt32, _ words: String..., status: Int32 = 0, input: String = "", place: SourceLocation = #_sourceLocation
    ) throws -> ProgramRun {
        let run = try daemon.crrtctl(words, as: uid, input: input)
        #expect(run.status == status, "\(words): \(run.output)\(run.errors)", sourceLocation: place)
        return run
    }

    private var duty: UInt32 { TestSite.duty }
    private func contact(_ nation: String) -> UInt32 { TestSite.contact(nation) }

    private func shown(to uid: UInt32 = TestSite.duty) throws -> Taskings.Tasking {
        try Taskings.Get.Reply(json: type(uid, "tasking", "show", tasking, "--json").output).tasking
    }

    /// Expects the tasking's state, and each person's, as the duty desk is shown them: `EST-0001 onTask`.
    private func expect(_ state: Taskings.Tasking.State, _ people: [String], place: SourceLocation = #_sourceLocation) throws {
        let tasking = try shown()
        #expect(tasking.state == state, sourceLocation: place)
        let found = (tasking.elements ?? []).map { element in
            ["\(element.expert ?? "") \(element.state.rawValue)", element.cause?.rawValue].compactMap { $0 }.joined(separator: " ")
        }
        #expect(found == people, sourceLocation: place)
    }

    private func answers(_ tasking: Taskings.Tasking) -> [String] {
        tasking.consents.map { "\($0.nation) \($0.kind.rawValue) \($0.state.rawValue)" }
    }

    /// The lines of a page that begin with these words, blanks made one.
    private func lines(_ text: String, _ start: String) -> [String] {
        text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }.filter { $0.hasPrefix(start) }
    }

    private static func day(_ instant: Instant) -> String { String(instant.description.prefix(10)) }

    // MARK: The request, and who is asked

    private func submit() throws {
        let skills = ["EST": "PD-WRL-003", "LVA": "GX-SKL-001", "FIN": "GX-SKL-002", "DEU": "GX-SKL-002"]
        for (nation, skill) in skills {
            let records = (1...2).map { number in
                var expert = SmallWorld.expert("\(nation)-000\(number)")
                expert.skills = [skill: 4]
                expert.offer = .init(state: .offered, validFrom: Mission.start.adding(days: -30).description)
                return Roster.Record(expert: expert).jsonString()
            }
            try type(contact(nation), "roster", "import", "-", "--format", "jsonl", "--yes", input: records.joined(separator: "\n") + "\n")
        }
        var terms = SmallWorld.terms(from: 0, days: 1)
        (terms.title, terms.summary, terms.location) = ("Wiped servers", "Servers of the registry were wiped", "Tirana")
        (terms.start, terms.end) = (Mission.start.description, Mission.end.description)
        terms.seats = ["PD-WRL-003", "GX-SKL-001", "GX-SKL-002"].map { .init(skill: $0, minLevel: 3, count: 2) }
        let filed = try type(contact("ALB"), "request", "submit", "-", "--json", input: terms.jsonString()).output
        request = try #require(try Requests.Submit.Reply(json: filed).request.id)
        try type(duty, "request", "validate", request)
    }

    func propose() throws {
        let people = ["EST-0001@0", "EST-0002@0", "LVA-0001@1", "LVA-0002@1", "FIN-0001@2"].flatMap { ["--expert", $0] }
        let words = ["tasking", "propose", request, "--reply-by", Mission.replyBy, "--json"] + people
        let proposed = try daemon.crrtctl(words, as: duty)
        #expect(proposed.status == 0, "\(proposed.errors)")
        tasking = try Taskings.Propose.Reply(json: proposed.output).tasking.id
        try expect(.awaitingConsent, ["EST-0001 asked", "EST-0002 asked", "LVA-0001 asked", "LVA-0002 asked", "FIN-0001 asked"])
        let page = try type(duty, "tasking", "show", tasking).output
        #expect(lines(page, "open:") == ["open: seat 2 (GX-SKL-002): 1 of 2 places open"], "\(page)")
        // The terms in words, of one's own people only; their digest is that of the words.
        let terms = try type(contact("EST"), "consent", "show", tasking).output
        for words in [
            "What EST agrees to (contribute)", "host: ALB", "purpose: Servers of the registry were wiped", "label: NR releasable to ",
            "mode: onSite", "place: Tirana", "batch: 0, the proposal", "EST-0001 0 PD-WRL-003 3 ", "EST-0002 0 PD-WRL-003 3 ",
        ] {
            #expect(!lines(terms, words).isEmpty, "\(words) is not in\n\(terms)")
        }
        #expect(lines(terms, "digest:").first?.hasSuffix(" of the terms above") == true, "\(terms)")
        #expect(!["LVA-", "FIN-"].contains(where: terms.contains), "\(terms)")
        #expect(try type(contact("LVA"), "consent", "show", tasking).output.contains("Malware reverse engineering"))
    }

    // MARK: Answers

    func answer() throws {
        try type(contact("EST"), "consent", "grant", tasking, "--conditions", Mission.conditions)
        try type(contact("LVA"), "consent", "grant", tasking, "--key", latvianKey)
        try type(contact("FIN"), "consent", "refuse", tasking, "--reason", "Needed at home")
        try expect(
            .awaitingConsent, ["EST-0001 agreed", "EST-0002 agreed", "LVA-0001 agreed", "LVA-0002 agreed", "FIN-0001 out refused"])
        #expect(
            try Set(answers(shown())) == [
                "EST contribute granted", "LVA contribute granted", "FIN contribute refused", "ALB host requested",
            ])
    }

    /// By a duty officer who is a releasing authority, too.
    func replace() throws {
        try type(TestSite.both, "tasking", "replace", tasking, "--expert", "DEU-0001@2", "--reply-by", Mission.replyBy)
        try type(contact("DEU"), "consent", "grant", tasking)
        // One answer for each question: the host is asked for the replacement, and still for the proposal.
        let first = try type(contact("ALB"), "consent", "grant", tasking)
        #expect((first.output + first.errors).contains("host, replacement 1 granted"), "\(first)")
        #expect((first.output + first.errors).contains("next: crrtctl consent grant \(tasking), also for host"), "\(first)")
        try expect(.awaitingConsent, people("agreed", "agreed", "agreed", "agreed", "agreed"))
        try type(contact("ALB"), "consent", "grant", tasking)
        try expect(.consented, people("agreed", "agreed", "agreed", "agreed", "agreed"))
        // No other nation is asked for the replacement, nor learns of it.
        #expect(try answers(shown(to: contact("EST"))) == ["EST contribute granted"])
        #expect(try !type(contact("EST"), "tasking", "show", tasking).output.contains("DEU"))
        #expect(try Set(answers(shown())).isSuperset(of: ["DEU contribute granted", "ALB host granted"]))
        let board = try type(TestSite.authority, "board", "--once").output
        #expect(board.contains("crrtctl tasking order \(tasking)"), "\(board)")
    }

    /// The five in the order in which they are listed, with Finland's who never went: the states of Estonia's, Latvia's and Germany's.
    private func people(_ states: String...) -> [String] {
        let named = zip(["EST-0001", "EST-0002", "LVA-0001", "LVA-0002", "DEU-0001"], states).map { "\($0) \($1)" }
        return named.prefix(4) + ["FIN-0001 out refused"] + named.suffix(1)
    }

    func order() throws {
        let own = try type(TestSite.both, "tasking", "order", tasking, status: 1)
        #expect(own.errors.contains("proposed"), "\(own.errors)")
        let ordered = try type(TestSite.authority, "tasking", "order", tasking)
        #expect((ordered.output + ordered.errors).contains("seat 2 (GX-SKL-002): 1 of 2 places open"), "\(ordered)")
        try expect(.ordered, people("ordered", "ordered", "ordered", "ordered", "ordered"))
        let tasking = try shown()
        #expect(tasking.orderedBy?.uid == Int(TestSite.authority) && tasking.proposedBy?.uid == Int(duty))
        #expect(tasking.batches?.map { [$0.proposedBy?.uid, $0.orderedBy?.uid] } == [[Int(TestSite.both), Int(TestSite.authority)]])
    }

    // MARK: Out there

    func goOut() throws {
        try type(duty, "tasking", "depart", tasking)
        try expect(.moving, people("moving", "moving", "moving", "moving", "moving"))
        try type(duty, "tasking", "begin", tasking, "--expert", "EST-0001", "--expert", "EST-0002")
        try expect(.onTask, people("onTask", "onTask", "moving", "moving", "moving"))
        try type(duty, "tasking", "begin", tasking)
        try expect(.onTask, people("onTask", "onTask", "onTask", "onTask", "onTask"))
        #expect(try shown().elements?.count { $0.departedAt != nil && $0.begunAt != nil } == 5)
    }

    func survive() throws {
        let before = try type(duty, "tasking", "show", tasking, "--json").output
        let terms = try type(contact("LVA"), "consent", "show", tasking).output
        daemon.kill()
        try daemon.start()
        #expect(try type(duty, "tasking", "show", tasking, "--json").output == before)
        #expect(try type(contact("LVA"), "consent", "show", tasking).output == terms)
        #expect(try type(TestSite.auditor, "audit", "verify").output.contains("intact"))
    }

    func recallOne() throws {
        let consents = try answers(shown())
        try type(contact("EST"), "tasking", "recall", tasking, "--expert", "EST-0002", "--reason", "Crisis at home", "--yes")
        try expect(.onTask, people("onTask", "returning recalled", "onTask", "onTask", "onTask"))
        #expect(try answers(shown()) == consents)
        #expect(try type(contact("EST"), "consent", "list", "--json").output.contains(Mission.conditions))
    }

    func fallIll() throws {
        try type(duty, "tasking", "withdraw", tasking, "--expert", "LVA-0002", "--cause", "ill", "--reason", "Fever")
        try expect(.onTask, people("onTask", "returning recalled", "onTask", "returning ill", "onTask"))
        // The board has the desk report them home, and each nation its own.
        let desk = try type(duty, "board", "--once").output
        #expect(desk.contains("crrtctl tasking home \(tasking)"), "\(desk)")
        #expect(desk.contains("EST-0002") && desk.contains("LVA-0002"), "\(desk)")
        let nation = try type(contact("LVA"), "board", "--once").output
        #expect(nation.contains("crrtctl tasking home \(tasking) --expert LVA-0002") && !nation.contains("EST-0002"), "\(nation)")
        try type(contact("EST"), "tasking", "home", tasking, "--expert", "EST-0002")
        try expect(.onTask, people("onTask", "home recalled", "onTask", "returning ill", "onTask"))
        try type(contact("LVA"), "tasking", "home", tasking, "--expert", "LVA-0002")
        try expect(.onTask, people("onTask", "home recalled", "onTask", "home ill", "onTask"))
    }

    func extend() throws {
        try type(duty, "tasking", "extend", tasking, "--until", Mission.longer.description, "--reply-by", Mission.replyBy)
        // The conditions of the first answer are not given up unsaid.
        let unsaid = try type(contact("EST"), "consent", "grant", tasking, status: 64)
        #expect(unsaid.errors.contains("conditions: \(Mission.conditions)"), "\(unsaid.errors)")
        try type(contact("EST"), "consent", "grant", tasking, "--conditions", Mission.conditions)
        try type(contact("LVA"), "consent", "refuse", tasking, "--reason", "Needed at the border")
        try type(contact("DEU"), "consent", "grant", tasking)
        #expect(try ends() == Array(repeating: Mission.day(Mission.end), count: 6), "not without the host")
        try type(contact("ALB"), "consent", "grant", tasking)
        let (old, new) = (Mission.day(Mission.end), Mission.day(Mission.longer))
        #expect(try ends() == [new, old, old, old, old, new])
        try expect(.onTask, people("onTask", "home recalled", "onTask", "home ill", "onTask"))
        let page = try type(duty, "tasking", "show", tasking).output
        #expect(lines(page, "not extended:").first?.contains("LVA refused, Needed at the border") == true, "\(page)")
        #expect(lines(page, "extension:").isEmpty, "\(page)")
    }

    /// The planned end of each person.
    private func ends() throws -> [String] { try (shown().elements ?? []).map { String($0.until.prefix(10)) } }

    func relabel() throws {
        try type(contact("ALB"), "request", "amend", request, "--classification", "NC", "--yes")
        #expect(try type(duty, "request", "show", request).output.contains("NC"))
        // All who serve, and the host, are asked anew, under the new label.
        let asked = ["ALB host requested", "DEU contribute requested", "EST contribute requested", "LVA contribute requested"]
        #expect(try Set(answers(shown())).isSuperset(of: asked))
        let terms = try type(contact("LVA"), "consent", "show", tasking).output
        #expect(lines(terms, "label: NC").count == 1 && lines(terms, "LVA-0001 1 ").count == 1, "\(terms)")
        #expect(lines(terms, "LVA-0002").isEmpty, "\(terms)")
        // Until all have agreed there is no step but home.
        try type(contact("EST"), "consent", "grant", tasking, "--conditions", "none")
        let further = Mission.longer.adding(days: 1).description
        let refused = try type(duty, "tasking", "extend", tasking, "--until", further, "--reply-by", Mission.replyBy, status: 1)
        #expect(refused.errors.contains("without the consent of ALB, DEU;"), "\(refused.errors)")
        try expect(.onTask, people("onTask", "home recalled", "onTask", "home ill", "onTask"))
    }

    // MARK: Home

    func comeHome() throws {
        try type(contact("ALB"), "tasking", "release", tasking)
        try expect(
            .returning, people("returning released", "home recalled", "returning released", "home ill", "returning released"))
        try type(duty, "tasking", "close", tasking, "--report", "Too early", status: 1)
        try type(contact("LVA"), "tasking", "home", tasking, "--expert", "EST-0001", status: 1)
        try type(contact("EST"), "tasking", "home", tasking, "--expert", "EST-0001")
        try type(contact("LVA"), "tasking", "home", tasking, "--expert", "LVA-0001")
        try expect(.returning, people("home released", "home recalled", "home released", "home ill", "returning released"))
        try type(duty, "tasking", "home", tasking, "--expert", "DEU-0001")
        let board = try type(duty, "board", "--once").output
        #expect(board.contains("crrtctl tasking close \(tasking)"), "\(board)")
        try type(duty, "tasking", "close", tasking, "--report", "Registry restored; all home")
        try expect(.closed, people("home released", "home recalled", "home released", "home ill", "home released"))
        let granted = try shown().consents.filter { $0.state == .granted || $0.state == .requested }
        #expect(granted.isEmpty, "\(granted)")
        try type(duty, "request", "close", request, "--outcome", "Restored")
        #expect(try type(duty, "request", "show", request).output.contains("closed"))
    }

    // MARK: What is told of it

    func tellAll() throws {
        let board = try type(duty, "board", "--once").output
        for words in ["nothing waits for a decision", "no open request", "no answer is waited for", "nobody is out", "available 8 of 8"] {
            #expect(board.contains(words), "\(words) is not in\n\(board)")
        }

        let told = try type(duty, "report", "after-action", request).output
        let text = told.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        for words in [
            "tasking 1 proposed: EST-0001 EST-0002 LVA-0001 LVA-0002 FIN-0001; asks",
            "EST (contribute) agreed: on condition: Restoration only", "FIN (contribute) refused: Needed at home; out: FIN-0001",
            "tasking 1 replacement proposed: DEU-0001@2; asks DEU (contribute, replacement 1), ALB (host, replacement 1)",
            "tasking 1 ordered: the proposal (EST-0001 EST-0002 LVA-0001 LVA-0002), replacement 1 (DEU-0001); "
                + "seat 2 (GX-SKL-002): 1 of 2 places open",
            "recalled by EST (EST-0002): Crisis at home; on the way home: EST-0002", "LVA-0002 ill: Fever; on the way home: LVA-0002",
            "LVA (contribute, longer) refused: Needed at the border; the old terms stay", "ALB (host, longer) agreed",
            "EST (contribute, longer) agreed: on condition: Restoration only", "EST (contribute, stricter label) agreed",
            "in force for DEU EST", "request relabelled", "home: EST-0002", "tasking 1 closed: Registry restored; all home",
            "Who was in tasking 1", "releasing-authority", "both",
        ] {
            #expect(text.contains(words), "\(words) is not in\n\(told)")
        }
        #expect(!text.contains("stricter label) agreed: on condition"), "\(told)")
        // Each person with their plan, what came of it, and why they left.
        let (old, new) = (Mission.day(Mission.end), Mission.day(Mission.longer))
        // The work of the replacement begins when it is proposed.
        let elements = try shown().elements ?? []
        #expect(try elements.filter { try Instant($0.start) > Mission.start }.map(\.expert) == ["DEU-0001"])
        for (who, state, until, why) in [
            ("EST-0001 0 EST", "home", new, "released"), ("EST-0002 0 EST", "home", old, "recalled"),
            ("LVA-0001 1 LVA", "home", old, "released"), ("LVA-0002 1 LVA", "home", old, "ill"),
            ("FIN-0001 2 FIN", "out", old, "refused"), ("DEU-0001 2 DEU 1", "home", new, "released"),
        ] {
            let row = try #require(lines(told, who + " ").first, "\(who) is not in\n\(told)")
            let start = try #require(elements.first { row.hasPrefix($0.expert ?? "-") }).start.prefix(10)
            #expect(row.contains(" \(state) \(start) ") && row.contains(" \(until) ") && row.contains(" \(why) "), "\(row)")
            // Departed, on task and home, besides the plan and the leaving.
            let times = row.matches(of: /[0-9]{2}:[0-9]{2}Z/).count
            #expect(times == (state == "home" ? 6 : 3), "\(row)")
        }
        let answers = try type(duty, "report", "consents", "--format", "csv").output
        #expect(answers.split(separator: "\r\n").count { $0.contains(",LVA,contribute") && $0.contains("refused") } == 1, "\(answers)")

        // A contributing nation is told its own part.
        let own = try type(contact("EST"), "report", "after-action", request).output
        #expect(own.contains("EST-0001") && own.contains("EST-0002"))
        #expect(!["LVA-0", "FIN-0", "DEU-0", "places open"].contains(where: own.contains), "\(own)")
    }

    /// A file is enough to prove who agreed to what, also without a daemon.
    func prove() throws {
        let file = daemon.folder.file("journal")
        try type(TestSite.auditor, "audit", "verify")
        let exported = try daemon.crrtctl(["audit", "export", "-"], as: TestSite.auditor)
        try exported.output.write(toFile: file, atomically: true, encoding: .utf8)
        let consents = try JSONObject(json: type(contact("LVA"), "consent", "list", "--json").output)["consents"]?.arrayValue ?? []
        #expect(consents.count >= 2, "the proposal and the longer period")
        for consent in consents.compactMap(\.objectValue) {
            let terms = try #require(consent["terms"]?.objectValue, "\(consent)")
            #expect(TermsDigest.digest(of: terms) == consent["digest"]?.stringValue)
            #expect(!terms.jsonString().contains("EST-0") && !terms.jsonString().contains("DEU-0"), "\(terms)")
        }
        daemon.stop()
        let verified = try type(
            TestSite.stranger, "audit", "verify", "--file", file, "--public-key", daemonKey + ".pub", "--consent-key",
            "LVA=\(latvianKey).pub")
        #expect(verified.output.contains("intact"), "\(verified)")
        let signed = try lines(verified.output, "\(tasking) LVA contribute").filter {
            try $0.hasSuffix("signed with key \(KeyFile.verifyingKey(latvianKey + ".pub").id)")
        }
        #expect(signed.count == 1, "\(verified.output)")
    }
}
