import CRRTDomain

/// Converts a field, and adds its path to the error. The path is built only where it is needed.
func field<Value>(_ name: @autoclosure () -> String, _ convert: () throws(InvalidField) -> Value) throws(InvalidField) -> Value {
    do { return try convert() } catch { throw error.within(name()) }
}

/// Converts every element, and adds the index to the error.
func fields<Wire, Value>(
    _ name: String, _ elements: [Wire]?, _ convert: (Wire) throws(InvalidField) -> Value
) throws(InvalidField) -> [Value] {
    guard let elements else { return [] }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
        values.append(try field("\(name)[\(index)]") { () throws(InvalidField) in try convert(element) })
    }
    return values
}

/// Like `fields`, but refuses an element that occurs twice.
func distinct<Wire, Value: Hashable>(
    _ name: String, _ elements: [Wire]?, _ convert: (Wire) throws(InvalidField) -> Value
) throws(InvalidField) -> Set<Value> {
    guard let elements else { return [] }
    var values = Set<Value>(minimumCapacity: elements.count)
    for (index, value) in try fields(name, elements, convert).enumerated() where !values.insert(value).inserted {
        throw InvalidField("\(name)[\(index)]", "\(value) is named twice")
    }
    return values
}

func optional<Wire, Value>(
    _ name: String, _ wire: Wire?, _ convert: (Wire) throws(InvalidField) -> Value
) throws(InvalidField) -> Value? {
    guard let wire else { return nil }
    return try field(name) { () throws(InvalidField) in try convert(wire) }
}

/// Converts a map, and adds the key to the error. Of several bad keys, it is always the first in order.
func map<Wire, Key: Hashable, Value>(
    _ name: String, _ wire: [String: Wire]?, _ key: (String) throws(InvalidField) -> Key, _ value: (Wire) throws(InvalidField) -> Value
) throws(InvalidField) -> [Key: Value] {
    guard let wire else { return [:] }
    var result = [Key: Value](minimumCapacity: wire.count)
    do throws(InvalidField) {
        for (text, element) in wire { result[try key(text)] = try value(element) }
        return result
    } catch {
        for (text, element) in wire.sorted(by: { $0.key < $1.key }) {
            _ = try field(name) { () throws(InvalidField) in try key(text) }
            _ = try field("\(name).\(shortened(text))") { () throws(InvalidField) in try value(element) }
        }
        throw error.within(name)
    }
}

/// The domain's value for one of the contract. Both enums have the same raw values, and `EnumTests` compares them.
///
/// - Throws: `InvalidField` where the domain has no such value.
func same<Wire: RawRepresentable, Value: RawRepresentable>(_ wire: Wire, as: Value.Type = Value.self) throws(InvalidField) -> Value
where Wire.RawValue == String, Value.RawValue == String {
    guard let value = Value(rawValue: wire.rawValue) else { throw InvalidField("", "'\(wire.rawValue)' is not known here") }
    return value
}

extension Collection {
    /// nil where it is empty, so that empty members are not sent.
    var orNil: Self? { isEmpty ? nil : self }
}

extension Set where Element: Comparable & CustomStringConvertible {
    var texts: [String]? { isEmpty ? nil : sorted().map(\.description) }
}
