import Testing
import Varlink

struct JSONWriterTests {
    @Test func commasAndNesting() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("a", 1)
        writer.member("none", nil as String?)
        writer.key("list")
        writer.beginArray()
        writer.integer(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.bool(false)
        writer.endArray()
        writer.key("quoted \"\n" as String)
        writer.raw(Array("{\"x\":1}".utf8))
        writer.member("last", "z")
        writer.endObject()
        let text = #"{"a":1,"list":[1,[],{},null,false],"quoted \"\n":{"x":1},"last":"z"}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("", "\"\""), ("plain é😀", "\"plain é😀\""),
        ("\u{0}\u{1}\u{f}\u{10}\u{1f}\u{7f}", "\"\\u0000\\u0001\\u000f\\u0010\\u001f\u{7f}\""),
        ("a\"b\\c/\n\r\t", #""a\"b\\c/\n\r\t""#),
    ])
    func strings(value: String, text: String) throws {
        #expect(value.jsonString() == text)
        #expect(try String(json: text) == value)
        #expect(!value.jsonBytes().contains(0), "a NUL byte would end the message")
    }

    @Test func numbers() throws {
        for value in [0, 9, 10, -1, .max, .min] as [Int64] {
            #expect(value.jsonString() == "\(value)")
            #expect(try Int64(json: value.jsonString()) == value)
        }
        for value in [0, -0.0, 1, 0.1, -2.5e-7, 1e21, 123_456_789.125, .greatestFiniteMagnitude, .leastNonzeroMagnitude] as [Double] {
            #expect(try Double(json: value.jsonString()).bitPattern == value.bitPattern)
        }
        #expect(Double.infinity.jsonString() == "null")
        #expect(Double.nan.jsonString() == "null")
        #expect(try Double(json: "3") == 3)
    }

    @Test func dictionariesAreSorted() {
        #expect(["b": 1, "a": 2, "é": 3, "B": 4].jsonString() == #"{"B":4,"a":2,"b":1,"é":3}"#)
    }

    @Test func elementsMayBeNil() throws {
        #expect([1, nil].jsonString() == "[1,null]")
        #expect(try [Int?](json: "[1,null]") == [1, nil])
    }

    @Test func objectsKeepTheirOrder() throws {
        var object = try JSONObject(json: #"{"z":1,"a":2,"m":3}"#)
        object["a"] = nil
        object["z"] = "new"
        object["b"] = true
        #expect(object.jsonString() == #"{"z":"new","m":3,"b":true}"#)
        #expect(object["nothing"] == nil)
    }
}
