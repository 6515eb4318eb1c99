import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

/// Domain to wire to JSON and back is the identity, and the same record is always the same text.
@Suite struct RoundTripTests {
    private static let seeds: [UInt64] = [1, 2, 3]

    /// Draws many records; each must come back equal, and its second text must be its first.
    private func roundTrip<Record: Equatable, Wire: JSONCodable>(
        _ seed: UInt64, _ draw: (inout RandomRecords) throws -> Record, _ wire: (Record) -> Wire, _ back: (Wire) throws -> Record
    ) throws {
        var records = RandomRecords(seed: seed)
        for number in 1...500 {
            let record = try draw(&records)
            let json = wire(record).jsonBytes()
            let again = try back(try Wire(json: json))
            #expect(again == record, "seed \(seed), record \(number): \(String(decoding: json, as: UTF8.self))")
            #expect(wire(again).jsonBytes() == json, "seed \(seed), record \(number)")
        }
    }

    @Test(arguments: seeds) func experts(seed: UInt64) throws {
        try roundTrip(seed, { try $0.expert() }, { Roster.Expert($0) }) { try Expert($0, existing: nil, now: Instant(seconds: 0)) }
    }

    @Test(arguments: seeds) func teams(seed: UInt64) throws {
        try roundTrip(seed, { try $0.team() }, { Roster.Team($0) }) { try Team($0, existing: nil, now: Instant(seconds: 0)) }
    }

    @Test(arguments: seeds) func effects(seed: UInt64) throws {
        try roundTrip(seed, { try $0.effect() }, { Roster.Effect($0) }) { try Effect($0, existing: nil, now: Instant(seconds: 0)) }
    }

    @Test(arguments: seeds) func requests(seed: UInt64) throws {
        try roundTrip(seed, { try $0.request() }, { Requests.Request($0) }) { try Request($0) }
    }

    @Test(arguments: seeds) func taskings(seed: UInt64) throws {
        try roundTrip(seed, { try $0.tasking() }, { Taskings.Tasking($0, consents: []) }) { try Tasking($0) }
    }

    @Test(arguments: seeds) func consents(seed: UInt64) throws {
        try roundTrip(seed, { try $0.consent() }, { Consents.Consent($0) }) { try Consent($0) }
    }

    /// What is derived rides along and is not read back.
    @Test func derivedMembers() throws {
        var draw = RandomRecords(seed: 4)
        let request = try draw.request()
        for filled in Request.Filled.allCases {
            let wire = Requests.Request(request, filled: filled)
            #expect(wire.filled?.rawValue == filled.rawValue)
            #expect(try Request(wire) == request)
        }
        let tasking = try draw.tasking()
        let consents = try (0..<5).map { _ in try draw.consent(tasking.id) }
        let wire = Taskings.Tasking(tasking, consents: consents)
        #expect(try Tasking(wire) == tasking)
        #expect(wire.consents.map(\.nation) == consents.map(\.nation.description))
        #expect(wire.consents.map(\.grants) == consents.map { $0.kind == .effect ? $0.grants : nil })
    }
}
