import Varlink

/// Compares two changed versions of a record with the one that both began with, field by field.
enum ThreeWayDiff {
    /// A line for every field that differs: the old value, and the value of each side that changed it.
    static func lines<Record: RosterRecord>(was base: Record, yours: Record, theirs: Record) -> [String] {
        let (base, yours, theirs) = (fields(base), fields(yours), fields(theirs))
        let names = (base + yours + theirs).map(\.path).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return names.compactMap { name in
            let values = [base, yours, theirs].map { side in side.first { $0.path == name }?.value ?? "nothing" }
            return line(name, values[0], values[1], values[2])
        }
    }

    private static func line(_ name: String, _ base: String, _ yours: String, _ theirs: String) -> String? {
        switch (yours == base, theirs == base) {
        case (true, true): nil
        case (false, true): "\(name): was \(base), yours \(yours)"
        case (true, false): "\(name): was \(base), theirs \(theirs)"
        case (false, false) where yours == theirs: "\(name): was \(base), both made it \(yours)"
        case (false, false): "\(name): was \(base), yours \(yours), theirs \(theirs): changed by both"
        }
    }

    private static func fields(_ record: some RosterRecord) -> [(path: String, value: String)] {
        guard let object = try? JSONObject(json: record.jsonBytes()) else { return [] }
        return fields("", object).filter { $0.path != "revision" }
    }

    private static func fields(_ path: String, _ object: JSONObject) -> [(path: String, value: String)] {
        object.members.sorted { $0.name < $1.name }.flatMap { member in
            let name = path.isEmpty ? member.name : path + "." + member.name
            if case .object(let inner) = member.value { return fields(name, inner) }
            return [(name, words(member.value))]
        }
    }

    private static func words(_ value: JSONValue) -> String {
        if case .array(let elements) = value, elements.allSatisfy({ $0.stringValue != nil }) {
            return elements.compactMap(\.stringValue).joined(separator: " ")
        }
        return YAMLText.scalar(value)
    }
}
