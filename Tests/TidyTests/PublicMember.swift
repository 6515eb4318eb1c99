/// A member that is public because its type is: a case with a raw value that is written out, or a requirement of a protocol.
///
/// Such a raw value is a word on the wire or in a file, so its case says what the word means. Other cases have a comment where their name
/// does not say everything, which no test can know.
struct PublicMember: Sendable {
    let path: String
    /// The line of the member, from 1.
    let line: Int
    /// The member's first line, without its indent.
    let signature: String
    /// Whether words of documentation stand directly above it.
    let isDocumented: Bool

    static func all(in file: TidyFile) -> [PublicMember] {
        guard file.text.holds("public enum ") || file.text.holds("public protocol ") || file.text.holds("public indirect enum ") else {
            return []
        }
        var found: [PublicMember] = []
        var types: [(isProtocol: Bool, indent: Int)] = []
        var isDocumented = false
        for (index, line) in file.lines.enumerated() {
            let code = line.drop { $0 == " " }
            let indent = line.count - code.count
            if code.hasPrefix("///") {
                isDocumented = isDocumented || code.contains(where: \.isLetter)
                continue
            }
            if let type = types.last, code.hasPrefix("}"), indent == type.indent { types.removeLast() }
            if let type = types.last, indent == type.indent + 4, isMember(code, ofProtocol: type.isProtocol) {
                found.append(.init(path: file.path, line: index + 1, signature: String(code), isDocumented: isDocumented))
            }
            if code.hasSuffix("{"), let match = code.prefixMatch(of: /public (indirect )?(enum|protocol)\b/) {
                types.append((match.2 == "protocol", indent))
            }
            if !code.hasPrefix("@") { isDocumented = false }
        }
        return found
    }

    private static func isMember(_ code: Substring, ofProtocol isProtocol: Bool) -> Bool {
        isProtocol
            ? code.prefixMatch(of: /((static|mutating|consuming) )?(func|var|init|subscript|associatedtype)\b/) != nil
            : code.prefixMatch(of: /case `?\w+`? =/) != nil
    }
}
