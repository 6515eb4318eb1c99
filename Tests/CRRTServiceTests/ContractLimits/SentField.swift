import CRRTProtocol
import Varlink

/// One field that callers send, wherever it stands in the parameters of a method.
struct SentField {
    /// The full name.
    let method: String
    /// As errors name it: `request.seats[0].accesses`.
    let path: String
    /// Without its question mark.
    let type: InterfaceDescription.FieldType
    let limits: InterfaceDescription.FieldLimits
    fileprivate let contract: Contract
    fileprivate let parameters: [InterfaceDescription.Field]

    var testDescription: String { "\(method) \(path)" }

    /// Parameters of the right types, in which this field has a value of its own.
    func parameters(with value: String) -> String { contract.object(parameters, at: "", path, value) }

    /// A value of one element of a list or map.
    var element: String {
        switch type {
        case .array(let element), .dictionary(let element): contract.value(element, at: "?", path, "")
        default: "0"
        }
    }

    /// A value with that many elements.
    func value(entries: Int) -> String {
        if case .dictionary = type {
            return "{" + (0..<entries).map { "\"\($0)\":\(element)" }.joined(separator: ",") + "}"
        }
        return "[" + Array(repeating: element, count: entries).joined(separator: ",") + "]"
    }

    /// Values that hold a text as their only one, and where each holds it.
    func values(text: String) -> [(value: String, path: String)] {
        switch type {
        case .string: [("\"\(text)\"", path)]
        case .array(.string): [("[\"\(text)\"]", path + "[0]")]
        case .dictionary(.string): [("{\"\(text)\":\"x\"}", path), ("{\"k\":\"\(text)\"}", path + ".k")]
        case .dictionary: [("{\"\(text)\":\(element)}", path)]
        default: []
        }
    }
}

/// An interface, and the fields of its methods.
struct Contract {
    static let interfaces = [
        Roster.interface, Requests.interface, Campaigns.interface, Standby.interface, Taskings.interface, Consents.interface,
        Journal.interface,
        Reports.interface, Service.interface, ServiceControl.interface, Metrics.interface, VarlinkService.interface, Exercise.interface,
        Notes.interface, Handover.interface,
    ]

    private let bodies: [String: InterfaceDescription.FieldType]
    private let defaults: InterfaceDescription.FieldLimits
    let description: InterfaceDescription

    init(_ interface: VarlinkInterface) throws {
        description = try InterfaceDescription(parsing: interface.text)
        defaults = try description.defaultLimits()
        var bodies: [String: InterfaceDescription.FieldType] = [:]
        for case .type(let type) in description.members { bodies[type.name] = type.body }
        self.bodies = bodies
    }

    /// Of every method, in every depth.
    func sentFields() throws -> [SentField] {
        try description.members.flatMap { member -> [SentField] in
            guard case .method(let method) = member else { return [] }
            return try fields(method.parameters, at: "", of: method)
        }
    }

    private func fields(
        _ fields: [InterfaceDescription.Field], at place: String, of method: InterfaceDescription.MethodDefinition
    ) throws -> [SentField] {
        try fields.flatMap { field -> [SentField] in
            let path = place.isEmpty ? field.name : place + "." + field.name
            let type = plain(field.type)
            let own = SentField(
                method: description.name + "." + method.name, path: path, type: type,
                limits: try InterfaceDescription.limits(of: field, defaults: defaults), contract: self, parameters: method.parameters)
            switch type {
            case .array(let element): return [own] + (try self.fields(members(element), at: path + "[0]", of: method))
            case .dictionary(let element): return [own] + (try self.fields(members(element), at: path + ".k", of: method))
            default: return [own] + (try self.fields(members(type), at: path, of: method))
            }
        }
    }

    private func plain(_ type: InterfaceDescription.FieldType) -> InterfaceDescription.FieldType {
        if case .optional(let inner) = type { inner } else { type }
    }

    private func members(_ type: InterfaceDescription.FieldType) -> [InterfaceDescription.Field] {
        switch type {
        case .structure(let fields): fields
        case .named(let name): bodies[name].map(members) ?? []
        default: []
        }
    }

    // MARK: - Values

    /// An object with the fields that must be there, and those that lead to a place, which gets its own value.
    fileprivate func object(_ fields: [InterfaceDescription.Field], at place: String, _ target: String, _ own: String) -> String {
        var members: [String] = []
        for field in fields {
            let path = place.isEmpty ? field.name : place + "." + field.name
            let leads = target == path || target.hasPrefix(path + ".") || target.hasPrefix(path + "[")
            if case .optional = field.type, !leads { continue }
            members.append("\"\(field.name)\":" + (target == path ? own : value(plain(field.type), at: path, target, own)))
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    fileprivate func value(_ type: InterfaceDescription.FieldType, at path: String, _ target: String, _ own: String) -> String {
        switch type {
        case .bool: return "false"
        case .int, .float: return "1"
        case .string: return "\"x\""
        case .object, .any: return "{}"
        case .enumeration(let choices): return "\"\(choices.first?.name ?? "")\""
        case .structure(let fields): return object(fields, at: path, target, own)
        case .named(let name): return bodies[name].map { value($0, at: path, target, own) } ?? "null"
        case .optional(let inner): return value(inner, at: path, target, own)
        case .array(let element): return "[" + value(element, at: path + "[0]", target, own) + "]"
        case .dictionary(let element): return "{\"k\":" + value(element, at: path + ".k", target, own) + "}"
        }
    }
}
