public import CRRTDomain
import GRDB

/// Whose contact it is.
public enum ContactOwner: Sendable, Hashable, CustomStringConvertible {
    case request(RequestID)
    case nation(NationCode)

    /// As the rows name it.
    public var description: String {
        switch self {
        case .request(let id): id.description
        case .nation(let code): code.description
        }
    }
}

/// Points of contact, which stand outside the journal. It holds of each its handle and a salted digest.
///
/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The contacts of a request or a nation, by handle.
    public func contacts(of owner: ContactOwner) throws -> [Contact] {
        let sql = "SELECT handle, role, name, phone, mail, hours FROM contact WHERE owner = ? ORDER BY handle"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [owner.description]).map { try Contact($0) }
    }

    /// The salts of a request's or a nation's contacts, by handle.
    public func contactSalts(of owner: ContactOwner) throws -> [String: String] {
        let sql = "SELECT handle, salt FROM contact WHERE owner = ?"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [owner.description])
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1)) })
    }
}

/// - Throws: of every member, what ``WriteTransaction`` names.
extension WriteTransaction {
    /// Puts a contact on record. What it replaces is erased for good.
    ///
    /// - Parameter salt: Random, for the digest that the journal holds.
    public func put(_ contact: Contact, of owner: ContactOwner, salt: String) throws {
        try removeContact(contact.handle, of: owner)
        let sql = "INSERT INTO contact (owner, handle, role, name, phone, mail, hours, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        try rows.db.cachedStatement(sql: sql).execute(arguments: [
            owner.description, contact.handle, contact.role, contact.name, contact.phone, contact.mail, contact.hours, salt,
        ])
    }

    /// Removes a contact: from the rows and, after the commit, from the files.
    public func removeContact(_ handle: String, of owner: ContactOwner) throws {
        let statement = try rows.db.cachedStatement(sql: "DELETE FROM contact WHERE owner = ? AND handle = ?")
        try statement.execute(arguments: [owner.description, handle])
        if rows.db.changesCount > 0 { markErased() }
    }
}

extension Contact {
    fileprivate init(_ row: Row) throws {
        try self.init(
            handle: row.decode(atIndex: 0), role: row.decode(atIndex: 1), name: row.decode(atIndex: 2), phone: row.decode(atIndex: 3),
            mail: row.decode(atIndex: 4), hours: row.decode(atIndex: 5))
    }
}
