import CRRTDomain
import CRRTProtocol
import CRRTStore

/// What experts, teams and effects have in common: a nation offers them.
protocol OfferedRecord: Equatable, Sendable {
    associatedtype ID: NationalIdentifier
    var id: ID { get }
    var nation: NationCode { get }
    var offer: Offer { get set }
    var revision: Int { get set }

    static var kind: String { get }
    static func load(_ id: ID, _ reading: Reading) throws -> Self?
    static var putEvent: JournalEvent { get }
    static var offerEvent: JournalEvent { get }
    var change: RecordChange { get }
    /// Refuses codes that this site's catalogue does not know.
    func check(_ catalogue: Catalogue) throws(InvalidField)
}

extension Expert: OfferedRecord {
    static var kind: String { "expert" }
    static func load(_ id: ExpertID, _ reading: Reading) throws -> Expert? { try reading.expert(id) }
    static var putEvent: JournalEvent { .expertPut }
    static var offerEvent: JournalEvent { .expertOffer }
    var change: RecordChange { .expert(self) }

    func check(_ catalogue: Catalogue) throws(InvalidField) {
        try checkNations(nation, excludes, catalogue)
        for skill in skills.keys.sorted() {
            do { try catalogue.check(skill) } catch { throw error.within("skills") }
        }
    }
}

extension Team: OfferedRecord {
    static var kind: String { "team" }
    static func load(_ id: TeamID, _ reading: Reading) throws -> Team? { try reading.team(id) }
    static var putEvent: JournalEvent { .teamPut }
    static var offerEvent: JournalEvent { .teamOffer }
    var change: RecordChange { .team(self) }

    func check(_ catalogue: Catalogue) throws(InvalidField) { try checkNations(nation, excludes, catalogue) }
}

extension Effect: OfferedRecord {
    static var kind: String { "effect" }
    static func load(_ id: EffectID, _ reading: Reading) throws -> Effect? { try reading.effect(id) }
    static var putEvent: JournalEvent { .effectPut }
    static var offerEvent: JournalEvent { .effectOffer }
    var change: RecordChange { .effect(self) }

    func check(_ catalogue: Catalogue) throws(InvalidField) {
        try checkNations(nation, [], catalogue)
        _ = try catalogue.nations(in: releasableTo)
    }
}

private func checkNations(_ nation: NationCode, _ excludes: Set<NationCode>, _ catalogue: Catalogue) throws(InvalidField) {
    do { try catalogue.check(nation) } catch { throw error.within("nation") }
    for excluded in excludes.sorted() {
        do { try catalogue.check(excluded) } catch { throw error.within("excludes") }
    }
}
