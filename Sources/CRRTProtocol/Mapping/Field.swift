import CRRTDomain

/// Runs the conversion of a field, so that a refusal has the field's path. The path is only put together where it is needed.
func field<Value>(_ name: @autoclosure () -> String, _ convert: () throws(InvalidField) -> Value) throws(InvalidField) -> Value {
    do { return try convert() } catch { throw error.within(name()) }
}

/// Converts every element, so that a refusal names the index.
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

/// Like `fields`, and refuses an element that is there twice.
func distinct<Wire, Value: Hashable>(
    _ name: String, _ elements: [Wire]?, _ convert: (Wire) throws(InvalidField) -> Value
) throws(InvalidField) -> Set<Value> {
    guard let elements else { return [] }
    var values: Set<Value> = []
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

/// Converts a map, so that a refusal names the key: always the first in order that is refused.
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

/// A domain enum of a wire enum. Both have the same raw values; the generated decoder refuses any other, and a test compares them.
func same<Wire: RawRepresentable, Value: RawRepresentable>(_ wire: Wire, as: Value.Type = Value.self) throws(InvalidField) -> Value
where Wire.RawValue == String, Value.RawValue == String {
    guard let value = Value(rawValue: wire.rawValue) else { throw InvalidField("", "'\(wire.rawValue)' is not known here") }
    return value
}

/// The wire enum of a domain enum.
func wire<Value: RawRepresentable, Wire: RawRepresentable>(_ value: Value, as: Wire.Type = Wire.self) -> Wire
where Wire.RawValue == String, Value.RawValue == String {
    guard let wire = Wire(rawValue: value.rawValue) else {
        preconditionFailure("the contract has no '\(value.rawValue)' in \(Wire.self)")
    }
    return wire
}

extension Collection {
    /// nil where it is empty, so that empty members are not sent.
    var orNil: Self? { isEmpty ? nil : self }
}

extension Set where Element: Comparable & CustomStringConvertible {
    var texts: [String]? { isEmpty ? nil : sorted().map(\.description) }
}
