import Testing
import Varlink

/// The limits that the generator writes, checked with values.
struct JSONLimitsTests {
    @Test(arguments: [
        #"{"text":"12345"}"#, #"{"text":"éa\u00e9"}"#, #"{"text":"\u0031\u0032\u0033\u0034\u0035"}"#, #"{"text":"\ud83d\ude00a"}"#,
        #"{"names":["1234","1234","1234"]}"#, #"{"map":{"1234":"1234","b":""}}"#, #"{"numbers":{"a":1,"bb":2}}"#,
        #"{"inner":[{"text":"12345"},{"inner":[{},{"names":["1234"]}]}]}"#, #"{"moods":["calm","wild"]}"#,
        #"{"free":["1234567","","","",""]}"#, #"{"text":null}"#,
    ])
    func atTheLimit(json: String) throws {
        _ = try Trial.Limited(json: Array(json.utf8), checkingLimits: true)
    }

    @Test(arguments: [
        (#"{"text":"123456"}"#, "text: has more than 5 bytes; send at most 5 (at byte 9)"),
        (#"{"text":"ééa\u00e9"}"#, "text: has more than 5 bytes; send at most 5 (at byte 9)"),
        (#"{"text":"\u0031\u0032\u0033\u0034\u0035\u0036"}"#, "text: has more than 5 bytes; send at most 5 (at byte 9)"),
        (#"{"names":["1","2","3","4"]}"#, "names: has more than 3 entries; send at most 3 (at byte 22)"),
        (#"{"names":["1","12345"]}"#, "names[1]: has more than 4 bytes; send at most 4 (at byte 15)"),
        (#"{"map":{"12345":""}}"#, "map: has a name of more than 4 bytes; send at most 4 (at byte 9)"),
        (#"{"map":{"a":"12345"}}"#, "map.a: has more than 4 bytes; send at most 4 (at byte 13)"),
        (#"{"numbers":{"a":1,"b":1,"c":1}}"#, "numbers: has more than 2 entries; send at most 2 (at byte 28)"),
        (#"{"inner":[{},{},{}]}"#, "inner: has more than 2 entries; send at most 2 (at byte 16)"),
        (
            #"{"inner":[{"free":["a"]},{"inner":[{},{"text":"123456"}]}]}"#,
            "inner[1].inner[1].text: has more than 5 bytes; send at most 5 (at byte 47)"
        ),
        (#"{"moods":["calm","wild","calm"]}"#, "moods: has more than 2 entries; send at most 2 (at byte 24)"),
        // What comes behind is not looked at.
        (#"{"names":["1","2","3","4",7"#, "names: has more than 3 entries; send at most 3 (at byte 22)"),
    ])
    func beyond(json: String, error: String) throws {
        let found = #expect(throws: JSONError.self) { try Trial.Limited(json: Array(json.utf8), checkingLimits: true) }
        #expect(found?.description == error)
        #expect(found?.kind == .tooLarge)
    }

    @Test("what is stored or answered is not looked at")
    func unchecked() throws {
        let large = try Trial.Limited(json: #"{"text":"123456","names":["12345","2","3","4"],"numbers":{"a":1,"b":1,"c":1}}"#)
        #expect(large.names?.count == 4)
    }

    @Test("a name that differs in letter case alone is meant first, then one that begins so")
    func suggestion() {
        func reason(_ json: String) -> String? { #expect(throws: JSONError.self) { try Trial.Limited(json: json) }?.reason }
        #expect(reason(#"{"TEXT":1}"#) == "is not a field here; did you mean text?")
        #expect(reason(#"{"numb":1}"#) == "is not a field here; did you mean numbers?")
        #expect(reason(#"{"nams":1}"#) == "is not a field here; did you mean names?")
    }
}
