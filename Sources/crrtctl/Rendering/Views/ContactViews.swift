import CRRTProtocol

/// Tables of points of contact.
enum ContactViews {
    static func table(_ contacts: [Roster.Contact]) -> Table {
        Table(
            columns: [.text("NATION")] + columns,
            rows: contacts.map { contact in
                [contact.nation]
                    + row(contact.handle, contact.role, contact.name, contact.phone, contact.mail, contact.hours)
            })
    }

    /// The contacts of a request under a heading; nil where there are none, or none that are the reader's to see.
    static func blocks(_ contacts: [Requests.Contact]?) -> [Block]? {
        guard let contacts, !contacts.isEmpty else { return nil }
        let rows = contacts.map { row($0.handle, $0.role, $0.name, $0.phone, $0.mail, $0.hours) }
        return [.heading("Contacts"), .table(Table(columns: columns, rows: rows))]
    }

    private static var columns: [Table.Column] {
        [
            .text("HANDLE"), .text("ROLE", rank: 2), .text("NAME", least: 14), .text("PHONE"), .text("MAIL", rank: 1),
            .text("HOURS", rank: 3),
        ]
    }

    private static func row(
        _ handle: String, _ role: String, _ name: String?, _ phone: String?, _ mail: String?, _ hours: String?
    ) -> [String] { [handle, role, name ?? "", phone ?? "", mail ?? "", hours ?? ""] }
}
