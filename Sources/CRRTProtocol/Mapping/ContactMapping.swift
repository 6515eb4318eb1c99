public import CRRTDomain

extension Requests.Contact {
    /// The contact as the wire has it.
    public init(_ contact: Contact) {
        self.init(
            handle: contact.handle, role: contact.role, name: contact.name, phone: contact.phone, mail: contact.mail, hours: contact.hours)
    }
}

extension Roster.Contact {
    /// A nation's contact as the wire has it.
    public init(_ contact: Contact, of nation: NationCode) {
        self.init(
            nation: nation.description, handle: contact.handle, role: contact.role, name: contact.name, phone: contact.phone,
            mail: contact.mail, hours: contact.hours)
    }
}

extension Contact {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Requests.Contact) throws(InvalidField) {
        try self.init(
            handle: wire.handle, role: wire.role, name: wire.name, phone: wire.phone, mail: wire.mail, hours: wire.hours)
    }

    /// Checks every field but the nation.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Roster.Contact) throws(InvalidField) {
        try self.init(
            handle: wire.handle, role: wire.role, name: wire.name, phone: wire.phone, mail: wire.mail, hours: wire.hours)
    }

    /// Checks the contacts of a request, whose handles differ.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public static func list(_ wire: [Requests.Contact]) throws(InvalidField) -> [Contact] {
        guard wire.count <= Contact.most else {
            throw InvalidField("contacts", "are \(wire.count); at most \(Contact.most) are allowed")
        }
        var handles: Set<String> = []
        return try fields("contacts", wire) { (one) throws(InvalidField) in
            let contact = try Contact(one)
            guard handles.insert(contact.handle).inserted else {
                throw InvalidField("handle", "\(contact.handle) is named twice; each contact has its own")
            }
            return contact
        }
    }
}
