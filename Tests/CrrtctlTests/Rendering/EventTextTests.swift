import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// What the entries of the journal say in words, one line each.
@Suite("Words for events")
struct EventTextTests {
    private static let times = TimeStyle(now: try! Instant("2026-12-01T00:00:00Z"), dateTimeGroups: false)

    static func entry(
        _ event: JournalEvent, _ subject: String = "EST-0042", changes: String = "", detail: [String: String] = [:], seq: Int = 1,
        at: String = "2026-12-01T00:00:00Z"
    ) -> Journal.Entry {
        var payload = try! JSONObject(json: #"{"changes":[\#(changes)]}"#.utf8)
        if !detail.isEmpty {
            payload["detail"] = .object(JSONObject(detail.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) }))
        }
        return .init(
            seq: seq, at: at, principal: "ncp-est (uid 3008)", event: event.rawValue, subject: subject, payload: payload, previousHash: "",
            hash: "")
    }

    private static func words(_ entry: Journal.Entry) -> String { EventText(entry, times).line }

    private static func expert(_ state: String = "offered", revision: Int = 2, until: String? = nil) -> String {
        let offer = #""state":"\#(state)""# + (until.map { #","validUntil":"\#($0)""# } ?? "")
        return
            #"{"expert":{"id":"EST-0042","nation":"EST","skills":{},"noticeHours":1,"mode":"remote","offer":{\#(offer)},"revision":\#(revision)}}"#
    }

    private static func request(_ state: Requests.Request.State) -> String {
        let request = Requests.Request(
            id: "REQ-ALB-2026-0001", nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .remote,
            start: "2026-12-04T00:00:00Z", end: "2026-12-05T00:00:00Z", seats: [], state: state, revision: 2)
        return #"{"request":\#(request.jsonString())}"#
    }

    private static func consent(
        _ nation: String, _ state: Consents.Consent.State, kind: Consents.Consent.Kind = .contribute, reason: String? = nil,
        voided: Bool? = nil, replyBy: String = "2026-12-02T00:00:00Z"
    ) -> String {
        let consent = Consents.Consent(
            tasking: "TSK-ALB-2026-0001-1", nation: nation, kind: kind, state: state, replyBy: replyBy, digest: "d", reason: reason,
            voided: voided)
        return #"{"consent":\#(consent.jsonString())}"#
    }

    private static func tasking(_ state: Taskings.Tasking.State, remark: String? = nil) -> String {
        let tasking = Taskings.Tasking(
            id: "TSK-ALB-2026-0001-1", request: "REQ-ALB-2026-0001", kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0042")],
            nations: ["EST"], start: "2026-12-04T00:00:00Z", end: "2026-12-05T00:00:00Z", state: state, consents: [], digest: "d",
            revision: 1,
            remark: remark)
        return #"{"tasking":\#(tasking.jsonString())}"#
    }

    @Test("every kind of event has words of its own, with nothing and with something to tell of", arguments: JournalEvent.allCases)
    func everyKind(event: JournalEvent) {
        let subject = event.rawValue.hasPrefix("request.") ? "REQ-ALB-2026-0001" : "TSK-ALB-2026-0001-1"
        let records = [Self.tasking(.onTask), Self.consent("EST", .granted), Self.request(.validated)].joined(separator: ",")
        for entry in [
            Self.entry(event, subject), Self.entry(event, subject, changes: records, detail: ["nation": "EST", "kind": "contribute"]),
        ] {
            for words in [Self.words(entry), AfterActionText.what(entry, Self.times)] {
                #expect(!words.isEmpty && !words.contains(event.rawValue), "\(words)")
            }
        }
        #expect(Set(JournalEvent.allCases.map { Self.words(Self.entry($0, subject, changes: Self.expert())) }).count > 20)
    }

    @Test(
        "changed contacts are told by handle, without the digests of the journal",
        arguments: [
            ("contacts: nothing -> it-lead 4fa2", "contacts: it-lead added"),
            ("contacts: it-lead 4fa2, watch 91c0 -> it-lead 77aa, press 0b0b", "contacts: it-lead changed, press added, watch removed"),
            ("contacts: it-lead 4fa2 -> nothing", "contacts: it-lead removed"),
            ("title: Help -> Aid\ncontacts: a 1, b 2 -> a 1, b 3", "corrected: title: Help -> Aid; contacts: b changed"),
            (#"title: Help -> "contacts: a""#, #"corrected: title: Help -> "contacts: a""#),
        ])
    func contacts(changed: String, words: String) {
        let entry = Self.entry(.requestCorrected, "REQ-ALB-2026-0001", detail: ["changed": changed])
        #expect(Self.words(entry) == words)
    }

    @Test(
        "an offer event says whether the offer was made, confirmed, suspended or withdrawn",
        arguments: [JournalEvent.expertOffer, .teamOffer, .effectOffer])
    func offers(event: JournalEvent) {
        func words(_ detail: String?, _ state: String, until: String? = nil) -> String {
            Self.words(Self.entry(event, changes: Self.expert(state, until: until), detail: detail.map { ["event": $0] } ?? [:]))
        }
        #expect(words("withdraw", "withdrawn") == "offer withdrawn")
        #expect(words("suspend", "suspended") == "offer suspended")
        #expect(words("confirm", "offered") == "offer confirmed")
        #expect(words("offer", "offered", until: "2027-01-01T00:00:00Z") == "offered until 2027-01-01 00:00Z")
        // Where the word itself is not told, the state of the offer tells it.
        #expect(words(nil, "withdrawn") == "offer withdrawn" && words(nil, "suspended") == "offer suspended")
        #expect(words(nil, "offered") == "offer changed")
    }

    @Test("a record that is put is new, changed, or changed and not on offer", arguments: [JournalEvent.expertPut, .teamPut, .effectPut])
    func puts(event: JournalEvent) {
        #expect(Self.words(Self.entry(event, changes: Self.expert(revision: 1))) == "new")
        #expect(Self.words(Self.entry(event, changes: Self.expert())) == "changed")
        #expect(Self.words(Self.entry(event, changes: Self.expert("suspended"))) == "changed, suspended")
        #expect(Self.words(Self.entry(event, changes: Self.expert(), detail: ["import": "updated"])) == "imported: changed")
    }

    @Test("an amendment shows field by field what changed, and a relabelled request stays as it is")
    func amendments() {
        let changed = ["changed": "title: Help -> \"More help\"\nseats[0].minLevel: 3 -> 4"]
        let amended = Self.entry(.requestAmended, "REQ-ALB-2026-0001", changes: Self.request(.submitted), detail: changed)
        let words = "amended, to be validated anew: title: Help -> \"More help\"; seats[0].minLevel: 3 -> 4"
        #expect(Self.words(amended) == words)
        #expect(JournalViews.line(amended, nil, Self.times).hasSuffix(words))
        #expect(JournalViews.table([amended], Self.times).lines(headings: false, columns: nil).joined().contains(words))
        #expect(AfterActionText.what(amended, Self.times).split(separator: "\n").count == 2)
        let relabelled = ["changed": "classification: NR -> NC\nreleasableTo: NATO -> ALB, EST"]
        let label = Self.entry(.requestAmended, "REQ-ALB-2026-0001", changes: Self.request(.validated), detail: relabelled)
        #expect(Self.words(label) == "relabelled: classification: NR -> NC; releasableTo: NATO -> ALB, EST")
        let old = Self.entry(.requestAmended, "REQ-ALB-2026-0001", changes: Self.request(.submitted))
        #expect(Self.words(old) == "amended, to be validated anew")
    }

    @Test("a validation says which precedence the desk set or confirmed, if any")
    func validations() {
        func words(_ detail: [String: String]) -> String {
            Self.words(Self.entry(.requestValidated, "REQ-ALB-2026-0001", changes: Self.request(.validated), detail: detail))
        }
        #expect(words([:]) == "validated")
        #expect(words(["precedence": "flash"]) == "validated: precedence flash confirmed")
        let changed = ["precedence": "flash", "changed": "precedence: routine -> flash"]
        #expect(words(changed) == "validated: precedence: routine -> flash")
    }

    @Test("an answer is told of the nation that gave it, and whose questions are void by it")
    func answers() {
        let changes = [
            Self.tasking(.declined), Self.consent("ALB", .lapsed, kind: .host, voided: true), Self.consent("EST", .refused, reason: "busy"),
        ].joined(separator: ",")
        let words = "EST (contribute) refused: busy; with that it is declined; void: ALB (host)"
        let detail = ["nation": "EST", "kind": "contribute", "reason": "busy"]
        #expect(Self.words(Self.entry(.consentRefused, "TSK-ALB-2026-0001-1", changes: changes, detail: detail)) == words)
        #expect(Self.words(Self.entry(.consentRefused, "TSK-ALB-2026-0001-1", changes: changes)) == words)
        let longer = [Self.tasking(.onTask), Self.consent("EST", .refused, reason: "busy")].joined(separator: ",")
        #expect(
            Self.words(Self.entry(.consentRefused, "TSK-ALB-2026-0001-1", changes: longer, detail: detail))
                == "EST (contribute) refused: busy; the old terms stay")
    }

    @Test("people called back, and taskings affected by a change, are told with what and why")
    func people() {
        #expect(Self.words(Self.entry(.expertRecalled, detail: ["nation": "EST", "reason": "crisis"])) == "recalled by EST: crisis")
        let detail = ["nation": "EST", "offer": "EST-0042", "concern": "CLEARANCE_TOO_LOW (NR, NS needed)"]
        let entry = Self.entry(.taskingAffected, "TSK-ALB-2026-0001-1", detail: detail)
        #expect(Self.words(entry) == "affected: EST-0042: the clearance is too low (NR, NS needed)")
        #expect(AfterActionText.what(entry, Self.times) == "tasking 1 affected: EST-0042: the clearance is too low (NR, NS needed)")
    }

    @Test("where a nation is not told what another did, it is told what the tasking is now")
    func withheld() {
        func words(_ changes: String) -> String {
            var entry = Self.entry(.taskingRecalled, "TSK-ALB-2026-0001-1", changes: changes)
            entry.event = "tasking.changed"
            return Self.words(entry)
        }
        #expect(words(Self.tasking(.recalled)) == "changed: now recalled")
        #expect(words(Self.tasking(.consented)) == "changed: now consented")
        #expect(words(Self.tasking(.onTask)) == "changed: now onTask until 2026-12-05 00:00Z")
        #expect(words("") == "changed")
    }

    @Test("a question of which the reader sees no people, or no consents, has no empty words for them")
    func proposals() {
        func words(_ event: JournalEvent, _ changes: String...) -> String {
            Self.words(Self.entry(event, "TSK-ALB-2026-0001-1", changes: changes.joined(separator: ",")))
        }
        let unseen = Taskings.Tasking(
            id: "TSK-ALB-2026-0001-1", request: "REQ-ALB-2026-0001", kind: .effect, assignments: [], nations: ["EST"],
            start: "2026-12-04T00:00:00Z", end: "2026-12-05T00:00:00Z", state: .awaitingConsent, consents: [], digest: "d", revision: 1)
        let nobody = #"{"tasking":\#(unseen.jsonString())}"#
        let asked = Self.consent("EST", .requested, kind: .effect)
        #expect(words(.taskingProposed, nobody, asked) == "proposed: asks EST (effect)")
        #expect(words(.taskingProposed, Self.tasking(.awaitingConsent)) == "proposed: EST-0042")
        #expect(words(.taskingProposed, Self.tasking(.awaitingConsent), asked) == "proposed: EST-0042; asks EST (effect)")
        #expect(words(.taskingProposed, nobody) == "proposed")
        #expect(words(.extensionAsked, nobody) == "asked to stay until later")
    }

    // MARK: Single people

    private static let now = "2026-12-01T00:00:00Z"

    private static func element(
        _ expert: String, _ state: Taskings.Element.State, batch: Int = 0, cause: Taskings.Element.Cause? = nil, home: String? = nil
    ) -> Taskings.Element {
        .init(
            seat: 1, expert: expert, nation: String(expert.prefix(3)), batch: batch, state: state, start: "2026-12-04T00:00:00Z",
            until: "2026-12-05T00:00:00Z", homeAt: home, cause: cause, ordered: state == .asked ? nil : true,
            leftAt: cause == nil ? nil : now)
    }

    private static func mission(_ state: Taskings.Tasking.State, _ elements: [Taskings.Element], remark: String? = nil) -> String {
        let tasking = Taskings.Tasking(
            id: "TSK-ALB-2026-0001-1", request: "REQ-ALB-2026-0001", kind: .assembled, assignments: [], nations: ["EST"],
            start: "2026-12-04T00:00:00Z", end: "2026-12-05T00:00:00Z", state: state, consents: [], digest: "d", revision: 1,
            remark: remark, elements: elements)
        return #"{"tasking":\#(tasking.jsonString())}"#
    }

    private static func told(_ event: JournalEvent, _ changes: [String], _ detail: [String: String] = [:]) -> String {
        words(entry(event, "TSK-ALB-2026-0001-1", changes: changes.joined(separator: ","), detail: detail))
    }

    @Test("a replacement is told with its people, the order with what it leaves out")
    func replacement() {
        let people = [
            Self.element("EST-0042", .onTask), Self.element("LVA-0007", .asked, batch: 1), Self.element("USA-0009", .asked, batch: 2),
        ]
        let asked = Self.consent("LVA", .requested)
        #expect(
            Self.told(.taskingBatchProposed, [Self.mission(.onTask, people), asked], ["batch": "1"])
                == "replacement proposed: LVA-0007@1; asks LVA (contribute)")
        #expect(Self.told(.taskingBatchProposed, []) == "replacement proposed")
        let ordered = [Self.element("EST-0042", .onTask), Self.element("LVA-0007", .ordered, batch: 1), people[2]]
        #expect(
            Self.told(.taskingOrdered, [Self.mission(.onTask, ordered)], ["batch": "1"])
                == "ordered: replacement 1 (LVA-0007); not ordered: USA-0009")
        #expect(Self.told(.taskingOrdered, [Self.mission(.ordered, [Self.element("EST-0042", .ordered)])]) == "ordered")
    }

    @Test("steps of single people name them, and the time where it was stated")
    func steps() {
        let detail = ["experts": "EST-0042 EST-0043", "at": "2026-11-30T06:00:00Z"]
        #expect(Self.told(.taskingDeparted, [], detail) == "departed: EST-0042 EST-0043, at 2026-11-30 06:00Z")
        #expect(Self.told(.taskingBegun, [], ["experts": "EST-0042"]) == "on task: EST-0042")
        #expect(Self.told(.taskingReleased, [], ["experts": "EST-0042"]) == "released: EST-0042; on the way home")
        #expect(Self.told(.taskingReleased, []) == "released: on the way home")
        let people = [
            Self.element("EST-0042", .home, cause: .released, home: Self.now),
            Self.element("EST-0043", .home, home: "2026-11-30T06:00:00Z"),
            Self.element("LVA-0007", .returning, cause: .ill),
        ]
        #expect(Self.told(.taskingHome, [Self.mission(.returning, people)]) == "home: EST-0042; still on the way home: LVA-0007")
        #expect(
            Self.told(.taskingHome, [Self.mission(.returning, people)], ["experts": "EST-0043", "at": "2026-11-30T06:00:00Z"])
                == "home: EST-0043, at 2026-11-30 06:00Z; still on the way home: LVA-0007")
    }

    @Test("illness, a recall of single people and an abort say who is on the way home")
    func turnedBack() {
        let people = [
            Self.element("EST-0042", .returning, cause: .ill), Self.element("EST-0043", .out, cause: .ill),
            Self.element("LVA-0007", .onTask),
        ]
        let mission = Self.mission(.onTask, people)
        #expect(
            Self.told(.taskingWithdrawn, [mission], ["elements": "EST-0042 EST-0043", "cause": "ill", "reason": "fever"])
                == "EST-0042 EST-0043 ill: fever; on the way home: EST-0042")
        #expect(Self.told(.taskingWithdrawn, [], ["elements": "EST-0042", "cause": "released"]) == "EST-0042 no longer needed")
        #expect(
            Self.told(.taskingRecalled, [mission], ["nation": "EST", "elements": "EST-0042", "reason": "crisis"])
                == "recalled by EST (EST-0042): crisis; on the way home: EST-0042")
        #expect(Self.told(.taskingRecalled, [Self.tasking(.recalled, remark: "recalled by EST: crisis")]) == "recalled by EST: crisis")
        #expect(
            Self.told(.taskingRecalled, [], ["nation": "EST", "kind": "contribute", "reason": "crisis"]) == "EST revoked: crisis")
        #expect(
            Self.told(.taskingAborted, [Self.mission(.aborted, [people[0]])], ["reason": "over"])
                == "aborted: over; on the way home: EST-0042")
    }

    @Test("an answer to a replacement is not told as one to a longer period, and a longer period with whom it is in force for")
    func answersOfElements() {
        func answer(_ state: Consents.Consent.State, batch: Int? = nil, until: String? = nil) -> String {
            let consent = Consents.Consent(
                tasking: "TSK-ALB-2026-0001-1", nation: "LVA", kind: .contribute, state: state, replyBy: "2026-12-02T00:00:00Z",
                digest: "d", batch: batch, until: until)
            return #"{"consent":\#(consent.jsonString())}"#
        }
        let detail = ["nation": "LVA", "kind": "contribute"]
        let here = Self.element("EST-0042", .onTask)
        let mission = Self.mission(.onTask, [here, Self.element("LVA-0007", .agreed, batch: 1)])
        #expect(Self.told(.consentGranted, [mission, answer(.granted, batch: 1)], detail) == "LVA (contribute, replacement 1) agreed")
        let refused = Self.mission(.onTask, [here, Self.element("LVA-0007", .out, batch: 1, cause: .refused)])
        #expect(
            Self.told(.consentRefused, [refused, answer(.refused, batch: 1)], detail)
                == "LVA (contribute, replacement 1) refused; out: LVA-0007")
        var longer = Self.element("LVA-0007", .onTask)
        longer.until = "2026-12-09T00:00:00Z"
        #expect(
            Self.told(
                .consentGranted, [Self.mission(.onTask, [here, longer]), answer(.granted, until: longer.until)], detail)
                == "LVA (contribute, longer) agreed; in force for LVA")
        #expect(
            Self.told(.consentRefused, [mission, answer(.refused, until: longer.until)], detail)
                == "LVA (contribute, longer) refused; the old terms stay")
    }

    @Test("a grant is told by the consent that was granted, not by the earlier one that is spent by it")
    func grantBesideSpent() {
        func consent(
            _ state: Consents.Consent.State, _ conditions: String?, batch: Int? = nil, until: String? = nil
        ) -> String {
            let consent = Consents.Consent(
                tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: .contribute, state: state, conditions: conditions,
                replyBy: "2026-12-02T00:00:00Z", digest: "d", batch: batch, until: until, terms: [:])
            return #"{"consent":\#(consent.jsonString())}"#
        }
        let (mission, until) = (Self.mission(.onTask, [Self.element("EST-0042", .onTask)]), "2026-12-09T00:00:00Z")
        let spent = [
            mission, consent(.spent, "No press", until: until), consent(.spent, "No travel", batch: 0),
        ]
        let detail = ["nation": "EST", "kind": "contribute"]
        #expect(Self.told(.consentGranted, spent + [consent(.granted, nil)], detail) == "EST (contribute, stricter label) agreed")
        #expect(
            Self.told(.consentGranted, spent + [consent(.granted, "By day")], detail.merging(["conditions": "By day"]) { $1 })
                == "EST (contribute, stricter label) agreed: on condition: By day")
        #expect(
            Self.told(.consentGranted, [mission, spent[2], consent(.granted, nil, until: until)], detail)
                == "EST (contribute, longer) agreed"
        )
        #expect(
            Self.told(.consentEndorsed, [consent(.spent, "No press", batch: 0), consent(.requested, nil)], detail)
                == "EST (contribute, stricter label) has agreed with one of two voices")
        #expect(
            Self.told(.consentRefused, [mission, consent(.refused, nil)], detail)
                == "EST (contribute, stricter label) refused; its people take no step but home")
    }

    // MARK: Imports

    private static func effect(_ id: String, revision: Int, _ state: String = "offered") -> String {
        #"{"effect":{"id":"\#(id)","nation":"EST","title":"x","category":"defensive","kind":"x","leadHours":1,"classification":"NR","#
            + #""releasableTo":[],"offer":{"state":"\#(state)"},"revision":\#(revision)}}"#
    }

    private static func closing(_ detail: [String: String], effects: [String] = [], seq: Int = 9) -> Journal.Entry {
        entry(.rosterImported, "EST", changes: effects.joined(separator: ","), detail: detail.merging(["nation": "EST"]) { $1 }, seq: seq)
    }

    private static func imported(_ seq: Int) -> Journal.Entry {
        entry(.expertPut, changes: expert(), detail: ["import": "updated"], seq: seq)
    }

    @Test("an import says what it came to")
    func counts() {
        let all = ["experts.created": "240", "experts.updated": "3", "experts.withdrawn": "2", "teams.updated": "1"]
        #expect(Self.words(Self.closing(all)) == "roster imported: 240 experts new, 3 changed, 2 withdrawn; 1 team changed")
        let effects = [
            Self.effect("EST-E-1", revision: 1), Self.effect("EST-E-2", revision: 4), Self.effect("EST-E-3", revision: 2, "withdrawn"),
        ]
        #expect(
            Self.words(Self.closing(["experts.created": "1"], effects: effects))
                == "roster imported: 1 expert new; 1 effect new, 2 changed, 1 of them withdrawn now")
    }

    @Test("a table shows one line for an import, what it set off, and everything where the end is not at hand")
    func folded() {
        let affected = Self.entry(.taskingAffected, "TSK-ALB-2026-0001-1", seq: 3)
        let put = Self.entry(.expertPut, changes: Self.expert(), seq: 10)
        let all = [Self.imported(1), Self.imported(2), affected, Self.imported(4), Self.closing([:], seq: 5), put]
        #expect(ImportCount.folded(all).map(\.seq) == [3, 5, 10])
        #expect(ImportCount.folded(Array(all.prefix(4))).map(\.seq) == [1, 2, 3, 4])
        #expect(ImportCount.folded(Array(all[2...])).map(\.seq) == [3, 5, 10])
        // An import of an earlier version has no end, and its entries do not say that they are of one.
        #expect(ImportCount.folded([put, put, put]).count == 3)
    }

    @Test("the board has one line for an import, before its eyes and behind them")
    func board() {
        var state = BoardSample.state(80, 24, events: 2)
        let now = try! Instant("2026-12-01T00:00:00Z")
        for seq in 3...242 { _ = state.take(.entry(LabelledEntry(entry: Self.imported(seq), marking: nil)), now) }
        #expect(state.events.map(\.entry.seq) == [1, 2])
        #expect(state.take(.entry(LabelledEntry(entry: Self.closing(["experts.created": "240"], seq: 243), marking: nil)), now) == [.read])
        let rows = PanelContents(data: state.data, events: state.events, times: Self.times).content(of: .events).rows
        #expect(rows.count == 3 && rows.first?.cells.contains { $0.text == "roster imported: 240 experts new" } == true)
    }
}
