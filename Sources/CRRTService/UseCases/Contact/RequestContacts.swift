import CRRTDomain
import CRRTProtocol
import CRRTStore
import Crypto
import JournalProof
import Varlink

extension Command {
    /// Puts a contact on record.
    ///
    /// - Returns: The salted digest that the journal holds of it, hexadecimal (SHA-256, FIPS 180-4). The salt stands with the contact, so
    ///   that nothing can be guessed from the digest once the contact is erased.
    func put(_ contact: Contact, of owner: ContactOwner) throws -> String {
        let salt = salt()
        try transaction.put(contact, of: owner, salt: salt)
        return contact.digest(salt: salt)
    }

    /// Makes these the contacts of a request. Those that stay as they are keep their salts.
    ///
    /// - Returns: What the journal says of the change; nil where nothing has changed.
    func setContacts(_ contacts: [Contact], of id: RequestID) throws -> String? {
        let owner = ContactOwner.request(id)
        let (present, salts) = (try rows.contacts(of: owner), try rows.contactSalts(of: owner))
        let wanted = contacts.sorted { $0.handle < $1.handle }
        guard wanted.map(\.bytes) != present.map(\.bytes) else { return nil }
        let old = present.map { "\($0.handle) \($0.digest(salt: salts[$0.handle] ?? ""))" }
        for contact in present where !wanted.contains(where: { $0.handle == contact.handle }) {
            try transaction.removeContact(contact.handle, of: owner)
        }
        let new = try wanted.map { contact in
            if let same = present.first(where: { $0.handle == contact.handle }), same.bytes == contact.bytes {
                return "\(contact.handle) \(contact.digest(salt: salts[contact.handle] ?? ""))"
            }
            return "\(contact.handle) \(try put(contact, of: owner))"
        }
        return "contacts: \(Self.words(old)) -> \(Self.words(new))"
    }

    private static func words(_ contacts: [String]) -> String { contacts.isEmpty ? "nothing" : contacts.joined(separator: ", ") }

    /// The nation that a caller speaks for.
    ///
    /// - Throws: `InvalidRecord` where it is no code; the refusal of what the caller may not do.
    func ownNation(_ code: String, _ field: String) throws -> NationCode {
        let nation: NationCode
        do throws(InvalidField) {
            nation = try NationCode(code)
            try site.catalogue.check(nation)
        } catch { throw Refusal.invalid(error.within(field)) }
        guard caller.speaks(for: nation) else { throw Refusal.permission(of: [nation]) }
        return nation
    }
}

extension Contact {
    /// As the digest and a comparison take it. Swift's `==` ignores how an accented letter is composed.
    fileprivate var bytes: [UInt8] { Requests.Contact(self).jsonBytes() }

    fileprivate func digest(salt: String) -> String {
        Hexadecimal.text(Array(SHA256.hash(data: Array(salt.utf8) + bytes)))
    }
}

extension Query {
    /// The contacts of a request, for those who need them: its nation, the operations centre, and nations whose people are ordered or out
    /// for it; nil for others, and where there are none.
    func contacts(of request: Request) throws -> [Requests.Contact]? {
        guard let id = request.id, try seesAll(of: request.nation) || hasPeopleOut(for: id) else { return nil }
        let contacts = try rows.contacts(of: .request(id))
        return contacts.isEmpty ? nil : contacts.map { Requests.Contact($0) }
    }

    private func hasPeopleOut(for request: RequestID) throws -> Bool {
        guard let own = caller.readingNation else { return false }
        return try rows.taskings(of: request).contains { tasking in
            tasking.elements.contains { $0.nation == own && $0.state.isHeld }
        }
    }
}
