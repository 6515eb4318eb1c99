import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService
@testable import CRRTStore

/// An import in the journal: an entry for each record, and one that closes it and says what it came to, to each reader what they may see.
@Suite("Imports in the journal")
struct ImportJournalTests {
    private static let estonia = TestSite.contact("EST")
    private static let lowDuty = VisibleWorld.callers["duty-nr"]!
    private static let lowEstonia = VisibleWorld.callers["EST-nr"]!

    private static func effect(_ id: String, _ level: Roster.Classification) -> Roster.Effect {
        .init(
            id: id, nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1, classification: level,
            releasableTo: ["NATO"])
    }

    private static func experts(_ numbers: ClosedRange<Int>) -> [Roster.Record] {
        numbers.map { .init(expert: OneTasking.expert("EST-\($0)")) }
    }

    private static func entries(_ desk: InProcessDesk, _ uid: UInt32, subject: String? = nil) throws -> [Journal.Entry] {
        try desk.call(Journal.Read.self, .init(limit: 1000, subject: subject), as: uid).entries ?? []
    }

    /// The counts that an entry tells the reader, by name; of effects their ids.
    private static func told(_ entry: Journal.Entry?) -> [String: String] {
        let detail = entry?.payload["detail"]?.objectValue?.members ?? []
        let changes = entry?.payload["changes"]?.arrayValue ?? []
        let effects = changes.compactMap { $0.objectValue?["effect"]?.objectValue?["id"]?.stringValue }
        let counts = Dictionary(detail.map { ($0.name, $0.value.stringValue ?? "") }, uniquingKeysWith: { $1 })
        return effects.isEmpty ? counts : counts.merging(["effects": effects.joined(separator: " ")]) { $1 }
    }

    @Test("each record has its entry, which says that it was imported, and one entry closes them with the counts")
    func closed() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            let team = Roster.Team(id: "EST-CRRT-1", name: "Team", nation: "EST", members: ["EST-1"], noticeHours: 6)
            let first = Self.experts(1...3) + [.init(team: team), .init(effect: Self.effect("EST-EFF-01", .NR))]
            let reply = try desk.call(Roster.Import.self, .init(records: first), as: Self.estonia)
            var all = try Self.entries(desk, Self.estonia)
            #expect(all.map(\.event) == ["expert.put", "expert.put", "expert.put", "team.put", "effect.put", "roster.imported"])
            #expect(all.dropLast().allSatisfy { $0.payload["detail"]?.objectValue?["import"] == "created" })
            #expect(all.last?.seq == reply.seq && all.last?.subject == "EST")
            #expect(
                Self.told(all.last) == ["experts.created": "3", "teams.created": "1", "nation": "EST", "effects": "EST-EFF-01"])
            // Nothing new: nothing is journalled.
            #expect(try desk.call(Roster.Import.self, .init(records: first), as: Self.estonia).seq == nil)
            #expect(try desk.call(Roster.Import.self, .init(records: Self.experts(4...5), dryRun: true), as: Self.estonia).seq == nil)
            #expect(try Self.entries(desk, Self.estonia).count == all.count)
            var changed = OneTasking.expert("EST-2")
            changed.noticeHours = 99
            let second = Roster.Import.Parameters(
                records: [.init(expert: OneTasking.expert("EST-1")), .init(expert: changed)], replaceNation: "EST")
            _ = try desk.call(Roster.Import.self, second, as: Self.estonia)
            all = try Array(Self.entries(desk, Self.estonia).dropFirst(all.count))
            #expect(all.map(\.subject) == ["EST-2", "EST-3", "EST-CRRT-1", "EST-EFF-01", "EST"])
            let outcomes = all.map { $0.payload["detail"]?.objectValue?["import"]?.stringValue }
            #expect(outcomes == ["updated", "withdrawn", "withdrawn", "withdrawn", nil])
            #expect(
                Self.told(all.last) == [
                    "experts.updated": "1", "experts.withdrawn": "1", "teams.withdrawn": "1", "nation": "EST", "effects": "EST-EFF-01",
                ])
        }
    }

    @Test("the counts are of what the reader may see: an import with hidden effects is as one without")
    func counts() throws {
        func heard(_ uid: UInt32, hidden: Bool, people: Bool) throws -> [String] {
            try InProcessDesk.with(Onlooker.site) { (desk) throws in
                let watch = desk.begin(Journal.Watch.name, Array(#"{"since":0}"#.utf8), more: true, as: uid)
                var records = people ? Self.experts(1...2) : []
                if hidden { records.insert(.init(effect: Self.effect("EST-EFF-01", .NS)), at: people ? 1 : 0) }
                _ = try desk.call(Roster.Import.self, .init(records: records), as: Self.estonia)
                desk.letWatchersRead()
                let read = desk.transcript(Journal.Read.name, Array("{}".utf8), more: true, as: uid)
                let about = desk.transcript(Journal.Read.name, Array(#"{"subject":"EST"}"#.utf8), more: true, as: uid)
                desk.instance.stop()
                return read + about + watch.wait().filter { $0.contains("entry") }
            }
        }
        for uid in [Self.lowDuty, Self.lowEstonia, TestSite.contact("LVA"), TestSite.contact("ALB")] {
            for people in [true, false] {
                #expect(try heard(uid, hidden: true, people: people) == heard(uid, hidden: false, people: people), "uid \(uid), \(people)")
            }
        }
        #expect(try heard(Self.lowDuty, hidden: true, people: true).contains { $0.contains("roster.imported") })
        #expect(try heard(TestSite.duty, hidden: true, people: true) != heard(TestSite.duty, hidden: false, people: true))
    }

    @Test("each reader is told what concerns them, under the label of what is told")
    func readers() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            let records =
                Self.experts(1...2) + [.init(effect: Self.effect("EST-EFF-01", .NS)), .init(effect: Self.effect("EST-EFF-02", .NR))]
            _ = try desk.call(Roster.Import.self, .init(records: records), as: Self.estonia)
            func closing(_ uid: UInt32) throws -> [String: String] {
                Self.told(try Self.entries(desk, uid).first { $0.event == "roster.imported" })
            }
            let people = ["experts.created": "2", "nation": "EST"]
            for uid in [Self.estonia, TestSite.duty, TestSite.auditor] {
                #expect(try closing(uid) == people.merging(["effects": "EST-EFF-01 EST-EFF-02"]) { $1 })
            }
            for uid in [Self.lowDuty, Self.lowEstonia] {
                #expect(try closing(uid) == people.merging(["effects": "EST-EFF-02"]) { $1 })
            }
            for uid in [TestSite.contact("LVA"), TestSite.contact("ALB")] { #expect(try closing(uid) == [:]) }
            func label(_ uid: UInt32) throws -> String {
                let marking = try desk.call(Journal.Read.self, .init(subject: "EST"), as: uid).marking
                return "\(marking?.classification.rawValue ?? "") \(marking?.releasableTo?.joined(separator: " ") ?? "")"
            }
            #expect(try label(TestSite.duty) == "NS EST")
            #expect(try label(Self.lowDuty) == "NR EST")
        }
    }

    @Test("the journal with imports in it replays to the same rows")
    func replayed() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            let records = Self.experts(1...3) + [.init(effect: Self.effect("EST-EFF-01", .NS))]
            _ = try desk.call(Roster.Import.self, .init(records: records), as: Self.estonia)
            _ = try desk.call(Roster.Import.self, .init(records: Self.experts(1...1), replaceNation: "EST"), as: Self.estonia)
            try TemporaryFolder.with { (folder) throws in
                let path = folder.file("copy.db")
                _ = try Rebuild.fill(path, from: desk.store.path)
                let copy = try Store(path: path)
                let nation = try NationCode("EST")
                for store in [desk.store, copy] {
                    try store.read { (rows) throws in
                        #expect(
                            try rows.experts(nation: nation, after: nil, limit: 9).map(\.offer.state) == [
                                .offered, .withdrawn, .withdrawn,
                            ])
                        #expect(try rows.effect(EffectID("EST-EFF-01"))?.offer.state == .withdrawn)
                        #expect(try rows.effect(EffectID("EST-EFF-01"))?.revision == 2)
                    }
                }
                #expect(try copy.verifyJournal() == desk.store.verifyJournal())
                try copy.close()
            }
        }
    }
}
