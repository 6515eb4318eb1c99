import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What a caller sends has limits, which stand in the contract.
@Suite("Limits of the contract")
struct ContractLimitTests {
    @Test("no list, map or text of any method's parameters is without one", arguments: Contract.interfaces)
    func complete(interface: VarlinkInterface) throws {
        // The standard's own interface is as it is; its one text is a name that is looked up.
        guard interface.name != VarlinkService.interface.name else { return }
        #expect(try Contract(interface).description.unlimitedFields() == [])
    }

    @Test("each of them is refused beyond its limit by its name, and taken at it")
    func enforced() throws {
        try InProcessDesk.with(Self.site) { desk in
            let callers = Callers(desk)
            for field in try Self.fields() {
                if let most = field.limits.entries {
                    let beyond = try callers.ask(field, with: field.value(entries: most + 1))
                    #expect(beyond.refused == field.path, "\(field.testDescription): \(beyond.json)")
                    #expect(beyond.json.contains("has more than \(most) entries; send at most \(most)"))
                    let within = try callers.ask(field, with: field.value(entries: most))
                    #expect(!within.json.contains("; send at most"), "\(field.testDescription): \(within.json)")
                }
                guard let most = field.limits.bytes else { continue }
                for (value, path) in field.values(text: String(repeating: "x", count: most + 1)) {
                    let beyond = try callers.ask(field, with: value)
                    #expect(beyond.refused == path, "\(field.testDescription): \(beyond.json)")
                    #expect(beyond.json.contains("more than \(most) bytes; send at most \(most)"))
                }
            }
            #expect(try desk.store.read { try $0.seq() } == 0, "nothing was written")
        }
    }

    @Test("whatever is sent, errors repeat at most a hundred characters of it")
    func quoted() throws {
        try InProcessDesk.with(Self.site) { desk in
            let callers = Callers(desk)
            let huge = String(repeating: "x", count: 64 << 10)
            for field in try Self.fields() {
                let longest = String(repeating: "x", count: field.limits.bytes ?? 200)
                // The limits' own texts end at an element; a word where another type is wanted, too.
                let words = field.values(text: huge).map(\.value) + field.values(text: longest).map(\.value)
                for value in words.isEmpty ? ["\"\(huge)\""] : words {
                    let answer = try callers.ask(field, with: value)
                    // A text that is within its limits may be all that a method needs. What is done is no error.
                    #expect(
                        answer.name == nil || answer.isShort,
                        "\(field.testDescription): \(answer.json.utf8.count) bytes, \(answer.json.prefix(300))")
                }
            }
            for name in ["", "io.crrtd.Roster.", "io.crrtd.", "\(huge).", "é"] {
                #expect(callers.ask(name + huge, "{}", as: TestSite.duty).isShort, "method \(name)…")
            }
            for unknown in ["{\"\(huge)\":1}", "{\"request\":{\"\(huge)\":1}}"] {
                #expect(callers.ask(Requests.Submit.name, unknown, as: TestSite.duty).isShort)
            }
        }
    }

    @Test("what is stored already is read whatever its size")
    func storedBefore() throws {
        try InProcessDesk.with { desk in
            let names = (0..<400).map { "GROUP\($0)" } + ["EST"]
            let wire = Roster.Effect(
                id: "EST-E1", nation: "EST", title: "Sinkhole", category: .defensive, kind: "sinkhole", leadHours: 4, classification: .NR,
                releasableTo: names)
            let effect = try Effect(wire, existing: nil, now: desk.clock.now)
            let now = desk.clock.now
            _ = try desk.store.writeAndWait { try $0.append(JournalDraft(by: "ncp", .effectPut, "EST-E1", [.effect(effect)]), at: now) }
            #expect(try desk.call(Roster.GetEffect.self, .init(id: "EST-E1"), as: OneTasking.estonia).effect.releasableTo == names)
            #expect(try desk.call(Roster.ListEffects.self, .init(), as: OneTasking.estonia).effects?.count == 1)
            #expect(try desk.call(Journal.Read.self, .init(), as: TestSite.auditor).entries?.count == 1)
            let refused = try desk.ask(Roster.PutEffect.self, .init(effect: wire), as: OneTasking.estonia)
            #expect(refused.error?.as(VarlinkService.InvalidParameter.self)?.parameter == "effect.releasableTo")
        }
    }

    @Test("of an import with very many bad lines the first thousand complaints are named")
    func manyBadLines() throws {
        try InProcessDesk.with { desk in
            func rejected(_ count: Int) throws -> Roster.ImportRejected {
                let record = Roster.Record(expert: .init(id: "x", nation: "EST", skills: [:], noticeHours: 1, mode: .both))
                let records = Array(repeating: record, count: count)
                let answer = try desk.ask(Roster.Import.self, .init(records: records), as: OneTasking.estonia)
                return try #require(answer.error?.as(Roster.ImportRejected.self))
            }
            #expect(try rejected(999).issues.count == 999)
            let most = try rejected(1500)
            #expect(most.issues.map(\.line) == Array(1...1000))
            #expect(most.message?.contains("the first 1000 complaints about 1500 lines") == true)
        }
    }

    /// Eight times as many names take about eight times as long. Looked up one by one in the order of the text, they take sixty-four times.
    @Test("maps are compared by name")
    func largeDifference() {
        func seconds(names count: Int) -> Double {
            func map(_ value: Int64) -> JSONObject {
                ["skills": .object(.init((0..<count).map { .init(name: "S\($0)", value: .integer(value)) }))]
            }
            let (old, new) = (map(1), map(2))
            return ComputingTime.seconds {
                let changes = FieldDifference.between(old, new)
                #expect(changes.count == count)
                #expect(changes[7].field == "skills.S7")
            }
        }
        _ = seconds(names: 1000)
        let (few, many) = (min(seconds(names: 1000), seconds(names: 1000)), seconds(names: 8000))
        #expect(many < 24 * few, "\(many) s beside \(few) s")
    }

    /// With exercise control, so that every method has a caller.
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: excon\n    users: [2500]\n    roles: [excon]\n    clearance: CTS\n")

    private static func fields() throws -> [SentField] { try Contract.interfaces.flatMap { try Contract($0).sentFields() } }
}

/// Asks as a caller who may.
private struct Callers {
    private static let all: [UInt32] = [
        TestSite.duty, TestSite.contact("EST"), TestSite.authority, TestSite.auditor, TestSite.administrator, TestSite.council, 2500,
    ]

    private let desk: InProcessDesk

    init(_ desk: InProcessDesk) { self.desk = desk }

    func ask(_ field: SentField, with value: String) throws -> Outcome {
        let parameters = field.parameters(with: value)
        // An unknown field is complained about to those alone who may call the method.
        let caller = try #require(
            Self.all.first { ask(field.method, #"{"?":1}"#, as: $0).name != VarlinkService.PermissionDenied.name }, "\(field.method)")
        return ask(field.method, parameters, as: caller)
    }

    func ask(_ method: String, _ parameters: String, as uid: UInt32) -> Outcome {
        let (name, json) = desk.ask(method, json: Array(parameters.utf8), more: method == Journal.Watch.name, as: uid)
        return Outcome(name: name, json: String(decoding: json, as: UTF8.self))
    }

    struct Outcome {
        /// Of an error; nil: a reply.
        let name: String?
        let json: String

        /// The parameter that was refused.
        var refused: String? {
            guard name == VarlinkService.InvalidParameter.name else { return nil }
            return try? VarlinkService.InvalidParameter(json: json).parameter
        }

        var isShort: Bool {
            json.utf8.count < 2048 && (name?.utf8.count ?? 0) < 100 && !json.contains(String(repeating: "x", count: 101))
        }
    }
}
