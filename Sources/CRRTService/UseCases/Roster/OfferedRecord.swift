import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A record that a nation offers: an expert, a team or an effect.
protocol OfferedRecord: Equatable, Sendable {
    associatedtype ID: NationalIdentifier
    var id: ID { get }
    var nation: NationCode { get }
    var offer: Offer { get set }
    var revision: Int { get set }

    static var kind: String { get }
    static func load(_ id: ID, _ rows: ReadTransaction) throws -> Self?
    /// Whether a record with this id, of a nation whose offers the caller sees, exists for them. The record is not read.
    static func isSeen(_ id: ID, _ context: some Context) throws -> Bool
    static var putEvent: JournalEvent { get }
    static var offerEvent: JournalEvent { get }
    var change: RecordChange { get }
    /// All codes that the site's catalogue does not know.
    func faults(_ catalogue: Catalogue) -> [InvalidField]
}

extension OfferedRecord {
    /// Experts and teams have no label.
    static func isSeen(_ id: ID, _ context: some Context) throws -> Bool { true }

    /// - Throws: the first of the faults.
    func check(_ catalogue: Catalogue) throws(InvalidField) {
        if let fault = faults(catalogue).first { throw fault }
    }
}

extension Expert: OfferedRecord {
    static var kind: String { "expert" }
    static func load(_ id: ExpertID, _ rows: ReadTransaction) throws -> Expert? { try rows.expert(id) }
    static var putEvent: JournalEvent { .expertPut }
    static var offerEvent: JournalEvent { .expertOffer }
    var change: RecordChange { .expert(self) }

    func faults(_ catalogue: Catalogue) -> [InvalidField] {
        nationFaults(nation, excludes, notWith, catalogue)
            + skills.keys.sorted().compactMap { skill in fault("skills") { () throws(InvalidField) in try catalogue.check(skill) } }
    }
}

extension Team: OfferedRecord {
    static var kind: String { "team" }
    static func load(_ id: TeamID, _ rows: ReadTransaction) throws -> Team? { try rows.team(id) }
    static var putEvent: JournalEvent { .teamPut }
    static var offerEvent: JournalEvent { .teamOffer }
    var change: RecordChange { .team(self) }

    func faults(_ catalogue: Catalogue) -> [InvalidField] { nationFaults(nation, excludes, notWith, catalogue) }
}

extension Effect: OfferedRecord {
    static var kind: String { "effect" }
    static func load(_ id: EffectID, _ rows: ReadTransaction) throws -> Effect? { try rows.effect(id) }
    static func isSeen(_ id: EffectID, _ context: some Context) throws -> Bool { try context.sees(effect: id) }
    static var putEvent: JournalEvent { .effectPut }
    static var offerEvent: JournalEvent { .effectOffer }
    var change: RecordChange { .effect(self) }

    func faults(_ catalogue: Catalogue) -> [InvalidField] {
        nationFaults(nation, [], [], catalogue)
            + releasableTo.enumerated().compactMap { index, entry in
                fault("") { () throws(InvalidField) in _ = try catalogue.nations(in: [entry]) }
                    .map { InvalidField("releasableTo[\(index)]", $0.reason) }
            }
    }
}

private func nationFaults(
    _ nation: NationCode, _ excludes: Set<NationCode>, _ notWith: Set<NationCode>, _ catalogue: Catalogue
) -> [InvalidField] {
    func unknown(_ field: String, _ nations: Set<NationCode>) -> [InvalidField] {
        nations.sorted().compactMap { other in fault(field) { () throws(InvalidField) in try catalogue.check(other) } }
    }
    let own = fault("nation") { () throws(InvalidField) in try catalogue.check(nation) }
    return [own].compactMap { $0 } + unknown("excludes", excludes) + unknown("notWith", notWith)
}

private func fault(_ field: String, _ check: () throws(InvalidField) -> Void) -> InvalidField? {
    do throws(InvalidField) { try check() } catch { return error.within(field) }
    return nil
}
