import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// Names of people: optional, never in the journal or the log, and gone from every file once they are erased. Backups made before are the
/// site's to destroy: the daemon does not know where they are.
@Suite("Personal data")
struct PersonalDataTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let names = ["Mari-Liis Õunapuu", "Jaan Rebane"]

    /// What is looked for: parts that UTF-8, JSON and SQL write alike.
    private static let traces = ["Mari-Liis", "unapuu", "Rebane"]

    private static func expert(_ number: Int, name: String?) -> Roster.Expert {
        var expert = SmallWorld.expert("EST-000\(number)")
        expert.name = name
        return expert
    }

    /// The files of the state folder that hold one of the traces.
    private static func files(_ daemon: RunningDaemon) throws -> [String] {
        let walker = try #require(FileManager.default.enumerator(atPath: daemon.state))
        let paths = walker.compactMap { $0 as? String }
        #expect(paths.contains("crrtd.db"))
        return paths.filter { path in
            let bytes = FileManager.default.contents(atPath: daemon.state + "/" + path) ?? Data()
            return traces.contains { bytes.range(of: Data($0.utf8)) != nil }
        }
    }

    private static func speaks(_ text: String) -> Bool { traces.contains(where: text.contains) }

    /// Every call that takes or tells a name, with and without success.
    private static func work(_ daemon: RunningDaemon) throws {
        let estonia = try daemon.connect()
        _ = try estonia.call(Service.ActAs.self, .init(principal: "ncp-est"))
        let (mari, jaan) = (expert(1, name: names[0]), expert(2, name: names[1]))
        _ = try estonia.call(Roster.PutExpert.self, .init(expert: mari, idempotencyKey: "put"))
        _ = try estonia.call(Roster.Import.self, .init(records: [.init(expert: mari), .init(expert: jaan)], idempotencyKey: "import"))
        _ = try estonia.call(Roster.Import.self, .init(records: [.init(expert: jaan)], dryRun: true))
        for (event, key) in [(Roster.SetOffer.Parameters.Event.suspend, "a"), (.offer, "b"), (.confirm, "c")] {
            let told = try estonia.call(Roster.SetOffer.self, .init(kind: .expert, id: "EST-0002", event: event, idempotencyKey: key))
            #expect(told.expert?.name == names[1])
        }
        let again = try estonia.call(Roster.PutExpert.self, .init(expert: mari, idempotencyKey: "put"))
        #expect(again.expert.name == names[0], "a repeated command gets its first answer")
        try refusals(estonia, daemon)
    }

    /// Calls that are refused while they hold names: in the wrong place, too long, beside another fault, and in what is no call at all.
    private static func refusals(_ estonia: VarlinkClient, _ daemon: RunningDaemon) throws {
        var bad: [Roster.Expert] = []
        func spoil(_ change: (inout Roster.Expert) -> Void) {
            var spoiled = expert(3, name: names[0])
            change(&spoiled)
            bad.append(spoiled)
        }
        spoil { $0.name = String(repeating: names[1], count: 30) }
        spoil { $0.name = names[0] + "\u{202E}" }
        spoil { $0.nation = names[0] }
        spoil { $0.id = names[1] }
        spoil { $0.languages = [names[0]: "3333"] }
        spoil { $0.skills = [names[1]: 3] }
        for expert in bad {
            #expect(try estonia.ask(Roster.PutExpert.self, .init(expert: expert)).error != nil)
            #expect(try estonia.ask(Roster.Import.self, .init(records: [.init(expert: expert)])).error != nil)
        }
        #expect(try estonia.ask(Roster.PutExpert.self, .init(expert: expert(1, name: names[0]), ifRevision: 99)).error != nil)
        #expect(try estonia.ask(Roster.PutExpert.self, .init(expert: expert(1, name: names[1]), idempotencyKey: "put")).error != nil)
        for text in [#"{"expert":{"id":"EST-0001","name":"\#(names[0])"#, #"{"expert":{"nome":"\#(names[1])"}}"#, "\(names[0])"] {
            let broken = try daemon.connect()
            #expect(throws: ClientError.self) { try broken.callRaw(Roster.PutExpert.name, Array(text.utf8)) }
        }
    }

    @Test("a name is on file in one place, and after erase-name in none")
    func erased() throws {
        try RunningDaemon.with(Self.site) { daemon in
            try Self.work(daemon)
            #expect(try Self.files(daemon) != [], "the search finds what is there")
            for id in ["EST-0001", "EST-0002"] {
                let run = try daemon.crrtctl(["expert", "erase-name", id, "--as", "ncp-est"])
                #expect(run.status == 0, "\(run.errors)")
                #expect(!Self.speaks(run.output + run.errors))
            }
            #expect(try Self.files(daemon) == [])
            let estonia = try daemon.connect()
            _ = try estonia.call(Service.ActAs.self, .init(principal: "ncp-est"))
            let repeated = try estonia.call(
                Roster.SetOffer.self, .init(kind: .expert, id: "EST-0002", event: .suspend, idempotencyKey: "a"))
            #expect(repeated.expert?.id == "EST-0002" && repeated.expert?.name == nil)
            #expect(try estonia.call(Roster.GetExpert.self, .init(id: "EST-0001")).expert.name == nil)
            daemon.kill()
            #expect(try Self.files(daemon) == [])
            try daemon.start()
            #expect(try Self.files(daemon) == [])
        }
    }

    @Test("no name is in the log, at any level, nor in the journal")
    func unlogged() throws {
        try RunningDaemon.with(Self.site) { daemon in
            try Self.work(daemon)
            let auditor = try daemon.connect()
            _ = try auditor.call(Service.ActAs.self, .init(principal: "auditor"))
            let journal = String(decoding: try auditor.callRaw(Journal.Read.name, Array("{}".utf8)), as: UTF8.self)
            #expect(journal.contains("EST-0002"))
            #expect(!Self.speaks(journal))
            let shown = try daemon.crrtctl(["audit", "log", "--json", "--as", "auditor"])
            #expect(shown.output.contains("EST-0002") && !Self.speaks(shown.output + shown.errors))
            let exported = try daemon.crrtctl(["audit", "export", "--as", "auditor"])
            #expect(exported.output.contains("EST-0002") && !Self.speaks(exported.output + exported.errors))
            daemon.stop()
            #expect(daemon.logText.contains("ready"))
            #expect(!Self.speaks(daemon.logText), "\(daemon.logText)")
        }
    }

    /// `crrtctl` says what is wrong with a line by its number, id and field, and only to its sender.
    @Test("a bad line of an import is named without the name that it holds")
    func importing() throws {
        try RunningDaemon.with(Self.site) { daemon in
            var lines = [Self.expert(1, name: Self.names[0]), Self.expert(2, name: Self.names[1])]
            lines[0].noticeHours = -1
            lines[1].skills = ["PD-WRL-999": 3]
            let text = lines.map { Roster.Record(expert: $0).jsonString() }.joined(separator: "\n")
            let run = try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-est"], input: text)
            #expect(run.status == 1)
            #expect(run.errors.contains("EST-0001") && run.errors.contains("EST-0002"), "\(run.errors)")
            #expect(!Self.speaks(run.output + run.errors), "\(run.errors)")
        }
    }
}
