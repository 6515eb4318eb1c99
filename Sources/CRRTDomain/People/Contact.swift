/// How to reach a point of contact: of a request, or of a nation.
///
/// The handle and the role say whom one reaches. What is personal, or may be, stands outside the journal, which cannot forget.
public struct Contact: Sendable, Hashable {
    /// The most contacts of one request, and of one nation.
    public static let most = 20

    /// A name that is unique among the contacts of its request or nation, such as `it-lead`: lower-case letters, digits and dashes.
    public var handle: String
    /// What they do, such as `head of IT operations`; at most 100 bytes.
    public var role: String
    /// Personal; nil where none is given. At most 100 bytes.
    public var name: String?
    /// A telephone number: digits, spaces, `( ) - . /`, and a leading `+`; nil for none. At most 40 bytes.
    public var phone: String?
    /// A mailbox; nil for none. At most 254 bytes (RFC 5321, section 4.5.3.1.3).
    public var mail: String?
    /// When they answer, such as `24/7` or `0700Z-1600Z`; nil where nothing is said. At most 100 bytes.
    public var hours: String?

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        handle: String, role: String, name: String? = nil, phone: String? = nil, mail: String? = nil, hours: String? = nil
    ) throws(InvalidField) {
        self.handle = try Contact.checked(handle: handle)
        self.role = try FieldValidation.requiredText(role, "role", 100)
        self.name = try FieldValidation.text(name, "name", 100)
        self.phone = try FieldValidation.text(phone, "phone", 40)
        self.mail = try FieldValidation.text(mail, "mail", 254)
        self.hours = try FieldValidation.text(hours, "hours", 100)
        if let phone = self.phone, !Contact.isPhone(phone) {
            throw InvalidField("phone", "\(quoted(phone)) is no telephone number, such as +355 4 222 1234")
        }
        if let mail = self.mail, !Contact.isMailbox(mail) {
            throw InvalidField("mail", "\(quoted(mail)) is no mailbox, such as soc@mod.example")
        }
        guard self.phone != nil || self.mail != nil else {
            throw InvalidField("phone", "is missing, and so is mail; state how to reach \(handle)")
        }
    }

    /// A handle in small letters, in whatever case it was typed.
    ///
    /// - Throws: `InvalidField` named `handle`.
    public static func checked(handle: String) throws(InvalidField) -> String {
        let handle = handle.lowercased()
        let allowed = handle.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard (1...32).contains(handle.utf8.count), allowed else {
            throw InvalidField("handle", "\(quoted(handle)) is not 1 to 32 letters, digits and dashes, such as it-lead")
        }
        return handle
    }

    private static func isPhone(_ text: String) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
        let isAllowed = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || " ()-./".utf8.contains($0) }
        return isAllowed && digits.utf8.count { (0x30...0x39).contains($0) } >= 3
    }

    /// One `@` between texts without white space. Whether there is such a mailbox only its mailer knows.
    private static func isMailbox(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let mayHold = text.unicodeScalars.allSatisfy { $0.value > 0x20 && !"<>(),;:\"\\[]".unicodeScalars.contains($0) }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && mayHold
    }
}
