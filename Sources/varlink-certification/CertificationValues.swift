import Varlink

/// The values that client and service exchange.
enum CertificationValues {
    static let double = 3.141592653589793
    static let string = "a lot of string"
    static let map = ["foo": "Foo", "bar": "Bar"]
    static let set = ["one", "two", "three"]
    static let replies = (1...10).map { "Reply number \($0)" }

    static let myType = Certification.MyType(
        object: ["method": .string("org.varlink.certification.Test09"), "parameters": .object(["map": .object(object)])],
        enum: .two,
        struct: .init(first: 1, second: "2"),
        array: set,
        dictionary: map,
        stringset: Dictionary(uniqueKeysWithValues: set.map { ($0, .init()) }),
        interface: .init(foo: [nil, ["foo": .foo, "bar": .bar], nil, ["one": .foo, "two": .bar]], anon: .init(foo: true, bar: false)))

    /// Whether the value equals `myType`, whatever the order of members in its untyped object.
    static func matches(_ value: Certification.MyType) -> Bool {
        var value = value
        value.object = sorted(value.object)
        var expected = myType
        expected.object = sorted(expected.object)
        return value == expected
    }

    private static let object: JSONObject = ["foo": .string("Foo"), "bar": .string("Bar")]

    private static func sorted(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.sorted { $0.name < $1.name }.map { member in
                guard case .object(let inner) = member.value else { return member }
                return JSONObject.Member(name: member.name, value: .object(sorted(inner)))
            })
    }
}
