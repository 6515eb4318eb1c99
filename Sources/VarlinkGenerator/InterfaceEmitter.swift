import Varlink

/// Writes the Swift file of one interface: a namespace called like the file, the interface itself, and a type for every member.
struct InterfaceEmitter {
    /// The file's name without ending.
    let file: String
    let interface: InterfaceDescription
    /// The file's text, which is served as it is.
    let text: String

    func source() throws -> String {
        try check()
        let types = TypeNames(namespace: file, recursion: RecursionCheck(interface))
        let sent = Sent(types: interface.sentTypes, limits: try defaultLimits())
        var out = IndentedText()
        out.line("// Made from \(file).varlink by VarlinkGenerator: changes belong there.")
        out.line("public import Varlink")
        out.line()
        out.documentation(interface.documentation)
        out.block("public enum \(file)") { emitInterface(into: &$0) }
        for member in interface.members {
            out.line()
            try out.block("extension \(file)") { try emit(member, types, sent, into: &$0) }
        }
        return out.text
    }

    /// Refuses what the grammar allows, but this generator or some peers do not support.
    private func check() throws {
        var reasons: [String] = []
        if SwiftNames.isReserved(file) || !Self.isTypeName(file) {
            reasons.append("the file is called \(file), which cannot name a Swift type: rename it to something like Requests.varlink")
        }
        for member in interface.members where SwiftNames.isReserved(member.name) || member.name == file {
            reasons.append("\(member.name): this name is taken in the generated code")
        }
        reasons += RecursionCheck(interface).endless.map { "\($0): an object that holds itself; make the field nullable or an array" }
        // Interfaces of the standard cannot be changed. All others must use only what every peer supports.
        if !interface.name.hasPrefix("org.varlink.") { reasons += interface.portabilityIssues }
        guard reasons.isEmpty else { throw GeneratorError(reasons: reasons) }
    }

    private static func isTypeName(_ text: String) -> Bool {
        guard let first = text.utf8.first, UInt8(ascii: "A")...UInt8(ascii: "Z") ~= first else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: false
            }
        }
    }

    private func emitInterface(into out: inout IndentedText) {
        let methods = interface.members.compactMap { if case .method(let method) = $0 { "\(method.name).descriptor" } else { nil } }
        out.line("/// The interface as it is served: its name, the text of its description, its methods.")
        out.line("public static let interface = VarlinkInterface(")
        out.indented { out in
            out.line("name: \"\(interface.name)\",")
            out.line("text: \(literalOpening)")
            out.verbatim(text + "\n" + literalClosing + ",\n")
            out.line("methods: [\(methods.joined(separator: ", "))])")
        }
    }

    /// A raw literal with more number signs than the text has anywhere in a row.
    private var signs: String {
        var signs = "#"
        while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
        return signs
    }

    private var literalOpening: String { signs + "\"\"\"" }
    private var literalClosing: String { "\"\"\"" + signs }

    /// The types whose values callers send, and the default limits of their fields.
    private struct Sent {
        let types: Set<String>
        let limits: InterfaceDescription.FieldLimits
    }

    private func defaultLimits() throws -> InterfaceDescription.FieldLimits {
        do { return try interface.defaultLimits() } catch { throw GeneratorError(reasons: [error.reason]) }
    }

    private func emit(
        _ member: InterfaceDescription.Member, _ types: TypeNames, _ sent: Sent, into out: inout IndentedText
    ) throws {
        switch member {
        case .type(let type):
            out.documentation(type.documentation)
            switch type.body {
            case .enumeration(let choices): EnumEmitter.emit(type.name, choices, into: &out)
            case .structure(let fields):
                let limits = sent.types.contains(type.name) ? sent.limits : nil
                try StructEmitter(types: types, conformances: TypeNames.plainConformances, limits: limits)
                    .emit(type.name, fields, owner: type.name, into: &out)
            default: break
            }
        case .method(let method):
            try emit(method, types, sent, into: &out)
        case .error(let error):
            out.documentation(error.documentation)
            let header = "public static let name = \"\(interface.name).\(error.name)\""
            try StructEmitter(types: types, conformances: "VarlinkErrorReply, Hashable", header: header)
                .emit(error.name, error.fields, owner: nil, into: &out)
        }
    }

    private func emit(
        _ method: InterfaceDescription.MethodDefinition, _ types: TypeNames, _ sent: Sent, into out: inout IndentedText
    ) throws {
        var structure = StructEmitter(types: types, conformances: TypeNames.plainConformances, limits: sent.limits)
        out.documentation(method.documentation)
        try out.block("public enum \(method.name): VarlinkMethod") { out in
            out.line("public static let name = \"\(interface.name).\(method.name)\"")
            out.line("public static let more = MoreSupport.\(method.more)")
            out.line()
            try structure.emit("Parameters", method.parameters, owner: nil, into: &out)
            out.line()
            structure.limits = nil
            try structure.emit("Reply", method.reply, owner: nil, into: &out)
        }
    }
}
