import Varlink

/// Writes one enumeration as a Swift one whose raw values are the words of the wire.
enum EnumEmitter {
    static func emit(_ name: String, _ choices: [InterfaceDescription.Choice], into out: inout IndentedText) {
        out.block("public enum \(name): String, JSONCodable, CaseIterable, Sendable, Hashable") { out in
            for choice in choices {
                out.documentation(choice.documentation)
                out.line("case \(SwiftNames.value(choice.name))")
            }
        }
    }
}
