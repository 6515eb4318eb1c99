import Testing
import Varlink

/// The types that the plugin makes of Trial.varlink.
struct GeneratedTypeTests {
    static let full = """
        {"flag":true,"count":-3,"ratio":0.5,"text":"a\\nb","anything":{"z":1,"a":[null]},"colour":"dark_blue",\
        "place":{"row":1,"column":2},"list":["x","y"],"map":{"a":1,"b":2},"places":[{"row":7,"seats":["init","none"]}],\
        "mood":"wild","moods":{"mon":"calm"},"note":"é"}
        """

    @Test func everythingSurvivesARoundTrip() throws {
        let value = try Trial.Everything(json: Self.full)
        #expect(value.jsonString() == Self.full)
        #expect(value.colour == .dark_blue)
        #expect(value.place == Trial.Everything.Place(row: 1, column: 2))
        #expect(value.places == [Trial.Everything.Places(row: 7, seats: [.`init`, Trial.Colour.none])])
        #expect(value.moods == ["mon": .calm])
        #expect(value.anything["a"] == [nil])
    }

    @Test func nilIsLeftOutAndNullIsNil() throws {
        #expect(Trial.Node(name: "n").jsonString() == #"{"name":"n"}"#)
        #expect(try Trial.Node(json: #"{"next":null,"name":"n","children":null}"#) == Trial.Node(name: "n"))
    }

    @Test func objectsMayHoldThemselves() throws {
        var node = Trial.Node(name: "a", next: Trial.Node(name: "b", next: Trial.Node(name: "c")))
        #expect(node.next?.next?.name == "c")
        node.next?.next = nil
        #expect(node.jsonString() == #"{"name":"a","next":{"name":"b"}}"#)
        #expect(try Trial.Node(json: node.jsonString()) == node)
        let left = Trial.Left(right: Trial.Right(left: Trial.Left(), around: Trial.Right.Around(left: Trial.Left())))
        #expect(try Trial.Left(json: left.jsonString()) == left)
    }

    @Test func namesThatSwiftUsesItself() throws {
        let words = Trial.Words(init: 1, type: .b, string: .one, in: true, reader: 2, members: ["m"], value0: 3)
        #expect(try Trial.Words(json: words.jsonString()) == words)
        #expect(words.jsonString() == #"{"init":1,"type":"b","string":"one","in":true,"reader":2,"members":["m"],"value0":3}"#)
    }

    @Test(arguments: [
        ("{}", JSONError.Kind.missing, "flag"),
        (full.replacing("-3", with: "\"x\""), .wrongType, "count"),
        (full.replacing("-3", with: "1.0"), .wrongType, "count"),
        (full.replacing("-3", with: "null"), .wrongType, "count"),
        (full.replacing("-3", with: "9223372036854775808"), .badValue, "count"),
        (full.replacing("0.5", with: "1e999"), .badValue, "ratio"),
        (full.replacing("\"column\":2", with: "\"colum\":2"), .unknown, "place.colum"),
        (full.replacing(",\"column\":2", with: ""), .missing, "place.column"),
        (full.replacing("\"y\"]", with: "5]"), .wrongType, "list[1]"),
        (full.replacing("\"b\":2", with: "\"b\":true"), .wrongType, "map.b"),
        (full.replacing("\"b\":2", with: "\"a\":2"), .duplicate, "map.a"),
        (full.replacing("\"b\":2", with: "\"two words\":\"\""), .wrongType, "map[\"two words\"]"),
        (full.replacing("\"none\"]", with: "\"noon\"]"), .badValue, "places[0].seats[1]"),
        (full.replacing("\"mon\":\"calm\"", with: "\"mon\":\"cold\""), .badValue, "moods.mon"),
        (full.replacing("\"a\":[null]", with: "\"z\":2"), .duplicate, "anything.z"),
        (full.replacing("\"note\"", with: "\"flag\""), .duplicate, "flag"),
        (full.replacing("\"note\"", with: "\"fl\\u0061g\""), .duplicate, "flag"),
    ])
    func refusalsNameThePlace(text: String, kind: JSONError.Kind, path: String) {
        let error = #expect(throws: JSONError.self) { try Trial.Everything(json: text) }
        #expect(error?.kind == kind, "\(text)")
        #expect(error?.path == path, "\(text)")
    }

    @Test func reasonsHelp() {
        let near = #expect(throws: JSONError.self) { try Trial.Node(json: #"{"nmae":"n"}"#) }
        #expect(near?.reason == "is not a field here; did you mean name?")
        let far = #expect(throws: JSONError.self) { try Trial.Get.Parameters(json: #"{"somethingElse":1}"#) }
        #expect(far?.reason == "is not a field here; there are name, depth")
        let none = #expect(throws: JSONError.self) { try Trial.List.Parameters(json: #"{"limit":1}"#) }
        #expect(none?.reason == "is not a field here; there are none")
        #expect(none?.path == "limit")
        let choice = #expect(throws: JSONError.self) { try Trial.Colour(json: "\"blue\"") }
        #expect(choice?.reason == "expected one of red, green, init, default, none, dark_blue")
        let type = #expect(throws: JSONError.self) { try Trial.Node(json: #"{"name":["n"]}"#) }
        #expect(type?.description == "name: expected a string, found an array (at byte 8)")
    }

    @Test func repliesMayHaveGrown() throws {
        let node = try Trial.Node(json: Array(#"{"colour":{"x":[1]},"name":"n"}"#.utf8), ignoringUnknownFields: true)
        #expect(node == Trial.Node(name: "n"))
    }

    @Test func theInterfaceIsServedAsWritten() throws {
        let description = try InterfaceDescription(parsing: Trial.interface.text)
        #expect(Trial.interface.name == "org.example.Trial")
        #expect(description.name == Trial.interface.name)
        #expect(Trial.interface.text.hasPrefix("# An interface that has everything once.\n"))
        #expect(Trial.interface.text.hasSuffix("message: string)\n"))
        #expect(Trial.interface.text.contains(##"# \(not Swift) "quotes" and """# more of them."##))
        #expect(
            Trial.interface.methods == [
                MethodDescriptor(name: "org.example.Trial.Get", more: .never),
                MethodDescriptor(name: "org.example.Trial.List", more: .supported),
                MethodDescriptor(name: "org.example.Trial.Watch", more: .required),
            ])
        #expect(Trial.Refused.name == "org.example.Trial.Refused")
    }
}
