import CRRTDomain
import CRRTStore
import JournalProof
import Varlink

/// Who may do what: docs/domain.md section 6, written down once more for what concerns taskings.
extension Model {
    func checkAuthor(_ entry: JournalEntry, _ event: JournalEvent, _ site: Site) throws {
        guard let tasking = (try? TaskingID(entry.subject)).flatMap({ taskings[$0] }), let roles = Self.roles(event) else { return }
        func fault(_ words: String) -> Violation { Violation(.author, "\(entry.event) of \(tasking.id) by \(entry.principal) \(words)") }
        guard let person = person(entry.principal, site) else { throw fault("who is on no list") }
        let nations = nations(event, tasking)
        let isOwn = person.roles.contains(.ncp) && nations.map { $0.contains { $0.description == person.nation } } ?? false
        let isWhole = nations.map { $0.allSatisfy { $0.description == person.nation } } ?? false
        guard !roles.isDisjoint(with: person.roles) || (event == .taskingCeased ? isOwn : isOwn && isWhole) else {
            throw fault("who has no right to it")
        }
        // Who goes forward with an effect is cleared for it.
        let isForward: Set<JournalEvent> = [
            .taskingProposed, .taskingOrdered, .taskingDeparted, .taskingBegun, .extensionAsked, .taskingApproved,
        ]
        guard isForward.contains(event) else { return }
        for effect in tasking.elements.compactMap(\.effect).compactMap({ effects[$0] }) where !sees(person, effect) {
            throw fault("who may not know of \(effect.id)")
        }
    }

    /// The person of an entry's principal; of one who was played, whom exercise control played.
    private func person(_ principal: String, _ site: Site) -> Person? {
        site.people.first { person in
            principal == Principal(name: person.name, uid: person.uid).description || principal.hasPrefix("\(person.name) (played by ")
        }
    }

    /// The roles of the operations centre that may do it; nil where the method does not say.
    private static func roles(_ event: JournalEvent) -> RoleSet? {
        switch event {
        case .taskingProposed, .taskingBatchProposed, .extensionAsked, .taskingDeparted, .taskingBegun, .taskingClosed, .consentReminded,
            .taskingReleased, .taskingHome, .taskingWithdrawn:
            [.duty]
        case .taskingOrdered, .taskingCeased, .taskingOutcome: [.authority]
        case .taskingAborted: [.duty, .authority]
        case .taskingApproved, .taskingApprovalWithdrawn: [.council]
        case .taskingRecalled, .consentEndorsed, .consentGranted, .consentRefused, .consentRevoked: []
        default: nil
        }
    }

    /// The nations whose contact points may do it, too; nil where none's may. Of an effect that is ceased, each of them; else all are to be
    /// the caller's.
    private func nations(_ event: JournalEvent, _ tasking: Tasking) -> Set<NationCode>? {
        let named = detail["nation"]?.stringValue.flatMap { try? NationCode($0) }.map { Set([$0]) }
        switch event {
        case .taskingReleased: return [tasking.request.nation]
        case .taskingHome:
            return Set(zip(before[tasking.id]?.elements ?? [], tasking.elements).filter { $0.state != $1.state }.map(\.1.nation))
        case .taskingWithdrawn:
            let people = Set((detail["elements"]?.stringValue ?? "").split(separator: " ").map(String.init))
            return Set(tasking.elements.filter { people.contains($0.text) }.map(\.nation))
        case .taskingCeased: return named.map { $0.union([tasking.request.nation]) }
        case .taskingOutcome, .taskingRecalled, .consentEndorsed, .consentGranted, .consentRefused, .consentRevoked: return named
        default: return nil
        }
    }
}
