import Varlink

/// Writes one object as a Swift structure: properties, nested types, memberwise initialiser, decoder, encoder.
struct StructEmitter {
    /// A field with the names it has in Swift.
    struct Property {
        var field: InterfaceDescription.Field
        var name: String
        var type: String
        var isOptional: Bool
        /// Whether it is stored in an array of at most one element, because the object may contain itself by this field.
        var isBoxed: Bool

        var boxName: String { "boxed" + field.name.prefix(1).uppercased() + field.name.dropFirst() }
    }

    let types: TypeNames
    let conformances: String
    /// A further line at the top, such as the name of an error.
    var header: String?
    /// The limits of fields whose comments state none; nil if callers do not send this object.
    var limits: InterfaceDescription.FieldLimits?

    func emit(_ name: String, _ fields: [InterfaceDescription.Field], owner: String?, into out: inout IndentedText) throws {
        guard fields.count <= JSONFields.maximumCount else {
            throw GeneratorError(reasons: ["\(name): more than \(JSONFields.maximumCount) fields"])
        }
        // In an initialiser a parameter of this name would hide the object itself.
        if fields.contains(where: { $0.name == "self" }) { throw GeneratorError(reasons: ["\(name): a field cannot be called self"]) }
        let properties = fields.map { property($0, owner: owner) }
        try out.block("public struct \(name): \(conformances)") { out in
            if let header { out.line(header) }
            for property in properties { emitProperty(property, into: &out) }
            try emitNestedTypes(name, fields, owner: owner, into: &out)
            if header != nil || !properties.isEmpty { out.line() }
            emitInitializer(properties, into: &out)
            out.line()
            try emitDecoder(name, properties, into: &out)
            out.line()
            emitEncoder(properties, into: &out)
        }
    }

    private func property(_ field: InterfaceDescription.Field, owner: String?) -> Property {
        var isBoxed = false
        if let owner, case .optional(.named) = field.type { isBoxed = types.recursion.leadsBack(field.type, to: owner) }
        var isOptional = false
        if case .optional = field.type { isOptional = true }
        return Property(
            field: field, name: SwiftNames.value(field.name), type: types.name(of: field.type, field: field.name), isOptional: isOptional,
            isBoxed: isBoxed)
    }

    private func emitProperty(_ property: Property, into out: inout IndentedText) {
        out.documentation(property.field.documentation)
        guard property.isBoxed else { return out.line("public var \(property.name): \(property.type)") }
        out.block("public var \(property.name): \(property.type)") { out in
            out.line("get { \(property.boxName).first }")
            out.line("set { \(property.boxName) = newValue.map { [$0] } ?? [] }")
        }
        out.line("private var \(property.boxName): [\(property.type.dropLast())]")
    }

    /// Emits the types that fields declare inline.
    private func emitNestedTypes(
        _ name: String, _ fields: [InterfaceDescription.Field], owner: String?, into out: inout IndentedText
    ) throws {
        var names: Set<String> = []
        for field in fields {
            guard let body = TypeNames.inlineBody(field.type) else { continue }
            let nested = types.nested(field.name)
            guard names.insert(nested).inserted else {
                throw GeneratorError(reasons: ["\(name): two of its fields describe a type that would be called \(nested)"])
            }
            out.line()
            switch body {
            case .enumeration(let choices): EnumEmitter.emit(nested, choices, into: &out)
            case .structure(let fields):
                try StructEmitter(types: types, conformances: TypeNames.plainConformances, limits: limits)
                    .emit(nested, fields, owner: owner, into: &out)
            default: break
            }
        }
    }

    private func emitInitializer(_ properties: [Property], into out: inout IndentedText) {
        let parameters = properties.map { "\($0.name): \($0.type)" + ($0.isOptional ? " = nil" : "") }
        let flat = "public init(\(parameters.joined(separator: ", ")))"
        if flat.count <= 120 {
            out.line(flat + " {")
        } else {
            out.line("public init(")
            out.indented { out in
                for (index, parameter) in parameters.enumerated() { out.line(parameter + (index == parameters.count - 1 ? "" : ",")) }
            }
            out.line(") {")
        }
        out.indented { out in
            for property in properties { out.line(assignment(to: property, of: property.name)) }
        }
        out.line("}")
    }

    private func assignment(to property: Property, of value: String) -> String {
        property.isBoxed ? "self.\(property.boxName) = \(value).map { [$0] } ?? []" : "self.\(property.name) = \(value)"
    }

    private func emitDecoder(_ name: String, _ properties: [Property], into out: inout IndentedText) throws {
        let names = properties.map { "\"\($0.field.name)\"" }.joined(separator: ", ")
        out.line("private static let fields = JSONFields([\(names)]\(try limits(name, properties)))")
        out.line()
        out.block("public init(from reader: inout JSONReader) throws(JSONError)") { out in
            out.line("var members = try reader.beginObject()")
            guard !properties.isEmpty else { return out.line("while try reader.nextField(&members, of: Self.fields) != nil {}") }
            for (index, property) in properties.enumerated() {
                out.line("var value\(index): \(property.type)" + (property.isOptional ? "" : "?"))
            }
            emitFieldLoop(properties, into: &out)
            for (index, property) in properties.enumerated() where !property.isOptional {
                out.line("guard let value\(index) else { throw Self.fields.missing(\(index), at: reader.offset) }")
            }
            for (index, property) in properties.enumerated() { out.line(assignment(to: property, of: "value\(index)")) }
        }
    }

    /// The argument with the limits of the fields; empty if no field has any.
    private func limits(_ name: String, _ properties: [Property]) throws -> String {
        guard let defaults = limits else { return "" }
        let all: [InterfaceDescription.FieldLimits]
        do throws(InterfaceDescription.FieldLimits.Fault) {
            all = try properties.map { (property) throws(InterfaceDescription.FieldLimits.Fault) in
                try InterfaceDescription.limits(of: property.field, defaults: defaults)
            }
        } catch {
            throw GeneratorError(reasons: ["\(name): \(error.reason)"])
        }
        guard all.contains(where: { $0 != .none }) else { return "" }
        let values = all.map { limits in
            let stated = [limits.entries.map { "entries: \($0)" }, limits.bytes.map { "bytes: \($0)" }].compactMap { $0 }
            return stated.isEmpty ? ".none" : ".init(\(stated.joined(separator: ", ")))"
        }
        return ", limits: [\(values.joined(separator: ", "))]"
    }

    private func emitFieldLoop(_ properties: [Property], into out: inout IndentedText) {
        out.block("while let field = try reader.nextField(&members, of: Self.fields)") { out in
            out.line("do throws(JSONError) {")
            out.indented { out in
                out.line("switch field {")
                for (index, property) in properties.enumerated() {
                    let label = index == properties.count - 1 ? "default" : "case \(index)"
                    out.line("\(label): value\(index) = try \(types.constructor(property.type))(from: &reader)")
                }
                out.line("}")
            }
            out.line("} catch {")
            out.indented { $0.line("throw error.within(Self.fields.name(field))") }
            out.line("}")
        }
    }

    private func emitEncoder(_ properties: [Property], into out: inout IndentedText) {
        out.block("public func encode(to writer: inout JSONWriter)") { out in
            out.line("writer.beginObject()")
            for property in properties { out.line("writer.member(\"\(property.field.name)\", self.\(property.name))") }
            out.line("writer.endObject()")
        }
    }
}
