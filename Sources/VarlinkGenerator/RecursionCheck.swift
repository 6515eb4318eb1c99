import Varlink

/// Finds the fields by which an object would contain itself, which a Swift structure cannot. Arrays and dictionaries store their elements
/// elsewhere, so they are not searched.
struct RecursionCheck {
    private var structures: [String: [InterfaceDescription.Field]] = [:]

    init(_ interface: InterfaceDescription) {
        for case .type(let type) in interface.members {
            if case .structure(let fields) = type.body { structures[type.name] = fields }
        }
    }

    /// Whether a field of this type in this object leads back to the object.
    func leadsBack(_ type: InterfaceDescription.FieldType, to owner: String) -> Bool {
        var seen: Set<String> = []
        var open = held(type, throughOptional: true)
        while let name = open.popLast() {
            if name == owner { return true }
            if seen.insert(name).inserted { open += held(.structure(structures[name] ?? []), throughOptional: true) }
        }
        return false
    }

    /// The objects that contain themselves without a field `?Name` on the way, which could be boxed. They cannot be generated.
    var endless: [String] {
        structures.keys.sorted().filter { owner in
            var seen: Set<String> = []
            var open = held(.structure(structures[owner] ?? []), throughOptional: false)
            while let name = open.popLast() {
                if name == owner { return true }
                if seen.insert(name).inserted { open += held(.structure(structures[name] ?? []), throughOptional: false) }
            }
            return false
        }
    }

    /// The named types that a value of this type contains.
    ///
    /// - Parameter throughOptional: whether fields `?Name` count, which can be boxed.
    private func held(_ type: InterfaceDescription.FieldType, throughOptional: Bool) -> [String] {
        switch type {
        case .named(let name): [name]
        case .structure(let fields): fields.flatMap { held($0.type, throughOptional: throughOptional) }
        case .optional(.named(let name)): throughOptional ? [name] : []
        case .optional(let inner): held(inner, throughOptional: throughOptional)
        default: []
        }
    }
}
