/// A code of a list that others publish: a sector such as `I.1.a`, an incident class such as `malicious-code.c2-server`.
///
/// Only the form is checked here. Whether the code exists, the catalogue decides.
public struct CatalogueCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The most bytes of a code.
    private static let longest = 100

    /// The code as it is published.
    public let text: String

    /// - Throws: `InvalidField` unless it is 1 to 100 letters and digits of ASCII, dots and hyphens.
    public init(_ text: String) throws(InvalidField) {
        let isCode = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        guard (1...CatalogueCode.longest).contains(text.utf8.count), isCode else {
            throw InvalidField(
                "",
                "\(quoted(text)) is no code; they look like I.1.a or malicious-code.c2-server; "
                    + "crrtctl sector list and crrtctl incident-class list find them by plain words")
        }
        self.text = text
    }

    public var description: String { text }
    public static func < (left: CatalogueCode, right: CatalogueCode) -> Bool { left.text < right.text }
}
