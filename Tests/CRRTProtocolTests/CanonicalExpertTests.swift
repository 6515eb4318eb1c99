import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

/// The quick reader of stored experts says what the full one says, or nothing.
@Suite struct CanonicalExpertTests {
    private static let seeds: [UInt64] = [1, 2, 3]

    private func canonical(_ json: [UInt8]) -> ExpertTraits? { json.withUnsafeBytes { ExpertTraits(canonical: $0) } }

    private func full(_ json: [UInt8]) -> ExpertTraits? {
        guard let wire = try? Roster.Expert(json: json) else { return nil }
        return (try? Expert(wire, existing: nil, now: Instant(seconds: 0))).map { ExpertTraits($0) }
    }

    /// As the journal and the rows hold them.
    private func stored(_ draw: inout RandomRecords) throws -> (expert: Expert, json: [UInt8]) {
        var expert = try draw.expert()
        expert.name = nil
        expert.partner = expert.partner?.withoutNames
        return (expert, Roster.Expert(expert).jsonBytes())
    }

    /// Of what this program has written, it leaves to the other only external commitments, and a place's name that is not plain ASCII.
    @Test(arguments: seeds) func everyRecord(seed: UInt64) throws {
        var draw = RandomRecords(seed: seed)
        var read = 0
        for number in 1...1000 {
            let (expert, json) = try stored(&draw)
            let found = canonical(json)
            if let found { #expect(found == ExpertTraits(expert), "seed \(seed), record \(number)") }
            let odd = (expert.location ?? "").utf8.contains { !(0x20..<0x80).contains($0) || $0 == 0x22 || $0 == 0x5C }
            #expect(
                (found == nil) == (odd || !expert.externalCommitments.isEmpty),
                "seed \(seed), record \(number): \(String(decoding: json, as: UTF8.self))")
            read += found == nil ? 0 : 1
        }
        #expect(read > 400)
    }

    /// Cut off, or with bytes changed, taken away or doubled: it may give up, but never says anything else than the full reader.
    @Test(arguments: seeds) func noDamageGoesUnseen(seed: UInt64) throws {
        var draw = RandomRecords(seed: seed)
        for number in 1...1000 {
            var json = try stored(&draw).json
            let place = draw.number(0...json.count - 1)
            switch draw.number(1...5) {
            case 1: json.removeSubrange(place...)
            case 2: json[place] = UInt8(draw.number(0...255))
            case 3: json[place] = draw.one(of: Array("{}[]\",:0123456789AZ-".utf8))
            case 4: json.remove(at: place)
            default: json.insert(json[place], at: place)
            }
            if let found = canonical(json) {
                #expect(found == full(json), "seed \(seed), record \(number): \(String(decoding: json, as: UTF8.self))")
            }
        }
    }

    /// What only the whole record shows to be wrong, and what is right in another form than the usual one.
    @Test(arguments: [
        ("\"nation\":\"EST\"", "\"nation\":\"SWE\""), ("\"eng\":\"3333\",\"est\":\"5555\"", "\"est\":\"5555\",\"eng\":\"3333\""),
        ("\"PD-WRL-001\":3", "\"PD-WRL-001\":6"), ("{\"PD-WRL-001\":3}", "{}"), ("\"noticeHours\":24", "\"noticeHours\":8761"),
        ("\"noticeHours\":24", "\"noticeHours\":024"), ("\"level\":\"NR\"", "\"level\":\"CTS\""),
        ("\"excludes\":[\"SWE\"]", "\"excludes\":[\"EST\"]"), ("\"excludes\":[\"SWE\"]", "\"excludes\":[\"SWE\",\"SWE\"]"),
        ("\"start\":\"2027-01-01", "\"start\":\"2027-01-03"),
        ("\"excludes\":[\"SWE\"]", "\"notWith\":[\"EST\"]"), ("\"excludes\":[\"SWE\"]", "\"notWith\":[\"SWE\",\"LVA\"]"),
        // One absence, told in two parts.
        ("00:00Z\"}]", "00:00Z\"},{\"start\":\"2027-01-02T00:00:00Z\",\"end\":\"2027-01-03T00:00:00Z\"}]"),
        ("\"revision\":1}", "\"revision\":1} "),
        ("\"mode\":\"both\"", "\"mode\":\"both\",\"name\":\"Mari\""), ("\"noticeHours\"", " \"noticeHours\""),
    ]) func leavesToTheOther(_ change: (from: String, to: String)) throws {
        let good = """
            {"id":"EST-1","nation":"EST","clearance":{"level":"NR"},"skills":{"PD-WRL-001":3},"languages":{"eng":"3333","est":"5555"},\
            "noticeHours":24,"mode":"both","unavailable":[{"start":"2027-01-01T00:00:00Z","end":"2027-01-02T00:00:00Z"}],\
            "excludes":["SWE"],"offer":{"state":"offered","validFrom":"2026-01-01T00:00:00Z","confirmedAt":"2026-11-01T00:00:00.250Z"},\
            "revision":1}
            """
        #expect(canonical(Array(good.utf8)) != nil)
        #expect(canonical(Array(good.utf8)) == full(Array(good.utf8)))
        let parts = good.split(separator: change.from, omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        #expect(canonical(Array(parts.joined(separator: change.to).utf8)) == nil)
    }
}
