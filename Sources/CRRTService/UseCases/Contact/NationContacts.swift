import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation puts a point of contact on record, or replaces one.
enum PutContact {
    static func run(_ parameters: Roster.PutContact.Parameters, _ command: Command) throws -> Roster.PutContact.Reply {
        let nation = try command.ownNation(parameters.contact.nation, "contact.nation")
        let contact: Contact
        do throws(InvalidField) { contact = try Contact(parameters.contact) } catch { throw Refusal.invalid(error.within("contact")) }
        let present = try command.rows.contacts(of: .nation(nation))
        guard present.count < Contact.most || present.contains(where: { $0.handle == contact.handle }) else {
            throw Refusal.invalid(
                "contact.handle", "is one too many: \(nation) has \(present.count), and may have \(Contact.most); remove one first")
        }
        let digest = try command.put(contact, of: .nation(nation))
        let seq = try command.append(.contactPut, nation, [], detail: ["contact": contact.handle, "digest": digest])
        return .init(seq: seq)
    }
}

/// A nation removes a point of contact, for good.
enum RemoveContact {
    static func run(_ parameters: Roster.RemoveContact.Parameters, _ command: Command) throws -> Roster.RemoveContact.Reply {
        let nation = try command.ownNation(parameters.nation, "nation")
        let handle = parameters.handle.lowercased()
        guard try command.rows.contacts(of: .nation(nation)).contains(where: { $0.handle == handle }) else {
            throw Refusal.noSuch("contact", parameters.handle)
        }
        try command.transaction.removeContact(handle, of: .nation(nation))
        let seq = try command.append(.contactRemoved, nation, [], detail: ["contact": handle])
        return .init(seq: seq)
    }
}

/// The points of contact of nations, by nation and handle.
struct ContactList: RecordList {
    typealias Method = Roster.ListContacts
    let limit: Int? = nil
    let after: String? = nil
    private let nation: NationCode?

    init(_ parameters: Method.Parameters) throws { nation = try nationFilter(parameters.nation) }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Roster.Contact> {
        let asked = nation.map { [$0] } ?? query.site.catalogue.nations.map(\.code).sorted()
        let partners = query.caller.offersNation == nil ? [] : try query.nationsOutTogether()
        let shown = asked.filter { query.caller.sees(offersOf: $0) || partners.contains($0) }
        return RecordBatch(
            records: try shown.flatMap { nation in
                try query.rows.contacts(of: .nation(nation)).map { Roster.Contact($0, of: nation) }
            })
    }

    func cursor(after record: Roster.Contact) -> String? { nil }
    static func one(_ record: Roster.Contact) -> Method.Reply { .init(contact: record) }
    static func many(_ records: [Roster.Contact], next: String?) -> Method.Reply { .init(contacts: records) }
}

extension Query {
    /// The nations with which the caller's has people ordered or out: the host of its people, and those whose people it hosts.
    fileprivate func nationsOutTogether() throws -> Set<NationCode> {
        guard let own = caller.readingNation else { return [] }
        return Set(
            try rows.taskingsThatHold().flatMap { tasking -> [NationCode] in
                let host = tasking.request.nation
                let others = Set(tasking.elements.filter(\.state.isHeld).map(\.nation))
                guard host == own || others.contains(own), try sees(.tasking(tasking)) else { return [] }
                return host == own ? Array(others) : [host]
            })
    }
}
