import CRRTDomain
import SeededNumbers

/// Draws records that use everything a record may hold: every optional field there or not, odd characters, milliseconds, empty and full
/// lists.
struct RandomRecords {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func chance(_ percent: Int = 50) -> Bool { number(1...100) <= percent }
    mutating func one<Value>(of values: some Collection<Value>) -> Value { values.randomElement(using: &random)! }
    mutating func one<Value: CaseIterable>(_: Value.Type = Value.self) -> Value { one(of: Value.allCases) }

    mutating func maybe<Value>(_ draw: (inout RandomRecords) throws -> Value) rethrows -> Value? { chance() ? try draw(&self) : nil }

    mutating func several<Value>(_ range: ClosedRange<Int>, _ draw: (inout RandomRecords) throws -> Value) rethrows -> [Value] {
        var values: [Value] = []
        for _ in 0..<number(range) { values.append(try draw(&self)) }
        return values
    }

    mutating func set<Value: Hashable>(_ range: ClosedRange<Int>, _ draw: (inout RandomRecords) throws -> Value) rethrows -> Set<Value> {
        Set(try several(range, draw))
    }
}

// MARK: - Values

extension RandomRecords {
    static let nations = ["ALB", "BEL", "CZE", "DEU", "EST", "FRA", "GBR", "NOR", "PRT", "SWE", "TUR", "USA"]

    mutating func nation(but other: NationCode? = nil) throws -> NationCode {
        let drawn = try NationCode(one(of: RandomRecords.nations))
        return drawn == other ? try nation(but: other) : drawn
    }

    mutating func word(_ letters: String, _ range: ClosedRange<Int>) -> String {
        String((0..<number(range)).map { _ in one(of: letters) })
    }

    /// Never blank; with the characters that JSON, SQL and terminals treat specially.
    mutating func text() -> String {
        "x" + word("abcdefg hijk\"\\/'%_;\n\t{}[]éß東🛰\u{301}\u{2028}", 0...40)
    }

    mutating func instant() -> Instant {
        // Mostly this decade, now and then the ends of what can be written.
        if chance(3) { return Instant(milliseconds: one(of: [-62_135_596_800_000, 253_402_300_799_999, 0, -1])) }
        let seconds = Int64(number(1_700_000_000...1_900_000_000))
        return Instant(milliseconds: seconds * 1000 + (chance(30) ? Int64(number(0...999)) : 0))
    }

    mutating func period() throws -> Period {
        let start = Instant(seconds: Int64(number(1_700_000_000...1_900_000_000)))
        return try Period(start: start, end: Instant(milliseconds: start.milliseconds + Int64(number(1...90 * 86_400_000))))
    }

    mutating func date() -> CalendarDate { CalendarDate(daysSinceEpoch: number(-1000...30_000)) }
    mutating func skill() throws -> SkillCode { try SkillCode(one(of: ["PD-WRL-00", "GX-SKL-01"]) + "\(number(0...9))") }
    mutating func level() throws -> Proficiency { try Proficiency(number(1...5)) }
    mutating func access() throws -> Access { try Access(one(of: ["ATOMAL", "BOHEMIA", "X", "A-1", "CRYPTO"])) }

    mutating func languages() throws -> [LanguageCode: LanguageProfile] {
        var languages: [LanguageCode: LanguageProfile] = [:]
        for _ in 0..<number(0...3) {
            let profile = (0..<4).map { _ in one(of: ["0", "1+", "2", "2+", "3", "3+", "4", "4+", "5"]) }.joined()
            languages[try LanguageCode(one(of: ["eng", "fra", "deu", "est", "zho"]))] = try LanguageProfile(profile)
        }
        return languages
    }

    mutating func releasability() -> [String] {
        Set(several(1...3) { $0.one(of: RandomRecords.nations + ["NATO", "FVEY"]) }).sorted()
    }
    mutating func digest() -> String { word("0123456789abcdef", 64...64) }
    mutating func principal() -> Principal {
        Principal(name: text(), uid: one(of: [0, 1000, 2001, .max]), playedBy: maybe { $0.text() })
    }
}
