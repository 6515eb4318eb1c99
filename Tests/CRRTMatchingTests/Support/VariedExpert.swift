import CRRTDomain
import SeededNumbers

@testable import CRRTMatching

/// Experts with something of everything that the index keeps sets of: also what is rare, and what lies outside of its columns.
enum VariedExpert {
    private static let nations = ["ALB", "DEU", "EST", "FRA", "POL"]
    private static let accesses = ["BOHEMIA", "ATOMAL"]
    private static let languages = ["eng", "deu", "fra"]

    static func of(_ number: Int, _ random: inout SeededGenerator) -> Expert {
        let skills = Dictionary((0..<random.below(5)).map { _ in (random.below(9), 1 + random.below(5)) }) { first, _ in first }
        return Fixtures.expert(
            "\(random.one(of: nations))-\(number)", skills.isEmpty ? [1: 1] : skills, notice: random.one(of: [0, 6, 24, 72, 719])
        ) {
            $0.clearance = random.chance(4) ? nil : clearance(&random)
            $0.mode = random.one(of: [.remote, .onSite, .both])
            $0.offer = offer(&random)
            $0.accesses = Set(accesses.filter { _ in random.chance(3) }.map { try! Access($0) })
            $0.excludes = Set(["LVA", "NOR"].filter { _ in random.chance(4) }.map(Fixtures.nation))
            for language in languages where random.chance(2) { $0.languages[try! LanguageCode(language)] = profile(&random) }
            $0.unavailable = absences(&random)
            if random.chance(3) { $0.partner = Fixtures.partner(until: random.one(of: ["2010-01-01", "2027-03-10", "2090-01-01"])) }
        }
    }

    private static func clearance(_ random: inout SeededGenerator) -> Clearance {
        if random.chance(4) { return try! Clearance(level: .restricted, validUntil: nil) }
        return Fixtures.cleared(
            random.one(of: [.confidential, .secret]), until: random.one(of: ["2010-01-01", "2027-03-01", "2029-12-31", "2090-01-01"]))
    }

    private static func offer(_ random: inout SeededGenerator) -> Offer {
        let from = Fixtures.now.adding(days: -random.below(4000))
        return Fixtures.offer(
            random.one(of: [.offered, .suspended, .withdrawn]), from: "\(from)",
            until: random.chance(2) ? nil : "\(from.adding(days: 1 + random.below(6000)))", confirmed: "\(from)")
    }

    private static func profile(_ random: inout SeededGenerator) -> LanguageProfile {
        try! LanguageProfile((0..<4).map { _ in String(random.below(6)) }.joined())
    }

    /// Mostly some days, or hours, now and then more days than are spread over sets.
    private static func absences(_ random: inout SeededGenerator) -> [Period] {
        var start = Fixtures.now.adding(days: -random.below(100))
        return (0..<random.below(4)).map { _ in
            let end = start.adding(days: random.below(random.chance(10) ? 500 : 30)).adding(hours: 1 + random.below(24))
            defer { start = end.adding(days: random.below(100)).adding(hours: 1 + random.below(24)) }
            return try! Period(start: start, end: end)
        }
    }
}
