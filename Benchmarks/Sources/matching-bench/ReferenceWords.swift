import CRRTDomain
import CRRTMatching
import SeededRoster

/// Roster and requests as the 32-bit words that the C reference reads. Instants are minutes since 1970; `none` means no end.
///
/// ```
/// file     0x43525254 experts teams requests, then the records
/// expert   nation notice mode clearance until state validFrom validUntil confirmed accesses
///          n × (skill level)  n × (language profile)  n × (start end)  n × excluded nation     each list after its n
/// team     nation notice state validFrom validUntil confirmed strength  n × excluded nation  n × (expert · 2 + admitted)
/// request  nation mode classification start end confirmedSince maxNotice ownNationals releasable excluded
///          weights of notice, level and nation  n × (language profile)  n × (skill level count clearance accesses lead)
/// ```
///
/// Nations, skills, languages and accesses are their indices in `World`; sets of them are bits. `mode` is 0 remote, 1 onSite, 2 both;
/// `clearance` -1 (none) to 4; `state` 0 offered; a profile four bytes.
struct ReferenceWords {
    static let none = Int32.max
    private(set) var words: [Int32] = [0x4352_5254, 0, 0, 0]
    private let nations = Self.numbers(World.nations.map(\.code))
    private let skills = Self.numbers(World.skills)
    private let languages = Self.numbers(World.languages)

    mutating func add(_ expert: Expert) {
        words[1] += 1
        words += [
            nation(expert.nation), Int32(expert.noticeHours), mode(expert.mode),
            expert.clearance.map { Int32($0.level.rank) } ?? -1,
            expert.clearance.map { $0.validUntil.map { minute($0.endOfDay) } ?? Self.none } ?? -Self.none,
        ]
        add(expert.offer)
        words.append(accesses(expert.accesses))
        words += list(expert.skills.sorted { $0.key < $1.key }) { [skills[$0.key.text] ?? 0, Int32($0.value.level)] }
        words += list(expert.languages.sorted { $0.key < $1.key }) { [languages[$0.key.text] ?? 0, profile($0.value)] }
        words += list(expert.unavailable) { [minute($0.start), minute($0.end)] }
        words += list(expert.excludes.sorted()) { [nation($0)] }
    }

    mutating func add(_ team: Team, members: [(expert: Int, admitted: Bool)]) {
        words[2] += 1
        words += [nation(team.nation), Int32(team.noticeHours)]
        add(team.offer)
        words.append(Int32(team.minimumStrength ?? 0))
        words += list(team.excludes.sorted()) { [nation($0)] }
        words += list(members) { [Int32($0.expert) * 2 + ($0.admitted ? 1 : 0)] }
    }

    mutating func add(_ query: MatchQuery) {
        words[3] += 1
        let request = query.request
        words += [
            nation(request.nation), mode(request.mode), Int32(request.classification.rank), minute(request.period.start),
            minute(request.period.end), minute(query.at.adding(days: -query.staleAfterDays)),
            request.maxNoticeHours.map { Int32($0) } ?? Self.none, request.ownNationals ? 1 : 0, set(query.releasable),
            set(request.excludes), Int32(query.weights.notice), Int32(query.weights.level), Int32(query.weights.nation),
        ]
        words += list(request.languages.sorted { $0.key < $1.key }) { [languages[$0.key.text] ?? 0, profile($0.value)] }
        words += list(request.seats) {
            [
                skills[$0.skill.text] ?? 0, Int32($0.minLevel.level), Int32($0.count), Int32($0.minClearance?.rank ?? 0),
                accesses($0.accesses), $0.lead ? 1 : 0,
            ]
        }
    }

    private mutating func add(_ offer: Offer) {
        words += [
            offer.state == .offered ? 0 : 1, minute(offer.validFrom), offer.validUntil.map(minute) ?? Self.none, minute(offer.confirmedAt),
        ]
    }

    private func list<Element>(_ elements: [Element], _ encode: (Element) -> [Int32]) -> [Int32] {
        elements.reduce(into: [Int32(elements.count)]) { $0 += encode($1) }
    }

    private static func numbers(_ texts: [String]) -> [String: Int32] {
        Dictionary(texts.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private func nation(_ nation: NationCode) -> Int32 { nations[nation.description] ?? 0 }
    private func set(_ nations: Set<NationCode>) -> Int32 { Int32(bitPattern: nations.reduce(0) { $0 | 1 << UInt32(nation($1)) }) }
    private func minute(_ instant: Instant) -> Int32 { Int32(instant.milliseconds / 60_000) }
    private func mode(_ mode: Mode) -> Int32 { mode == .remote ? 0 : mode == .onSite ? 1 : 2 }
    private func accesses(_ held: Set<Access>) -> Int32 {
        World.accesses.enumerated().reduce(0) { sum, access in
            held.contains { $0.text == access.element } ? sum | 1 << Int32(access.offset) : sum
        }
    }
    private func profile(_ profile: LanguageProfile) -> Int32 { profile.halves.reduce(0) { $0 << 8 | Int32($1) } }
}
