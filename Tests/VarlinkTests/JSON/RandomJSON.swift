import SeededNumbers
import Varlink

enum RandomJSON {
    static func value(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .integer(Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
        case 3:
            let number = Double(bitPattern: generator.next())
            return .number(number.isFinite ? number : 0.5)
        case 4, 5: return .string(string(using: &generator))
        case 6:
            return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in value(depth: depth - 1, using: &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<5, using: &generator) {
                object[string(using: &generator)] = value(depth: depth - 1, using: &generator)
            }
            return .object(object)
        }
    }

    /// Any scalars, the awkward ones more often.
    private static func string(using generator: inout SeededGenerator) -> String {
        let awkward: [Unicode.Scalar] = [
            "\"", "\\", "/", "\0", "\n", "\u{1f}", "\u{7f}", "\u{2028}", "é", "\u{301}", "😀", "\u{10FFFF}", "a",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<20, using: &generator) {
            let any = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
            let ascii = Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &generator))
            text.append([awkward.randomElement(using: &generator)!, any ?? ascii, ascii].randomElement(using: &generator)!)
        }
        return String(text)
    }

    /// One to three changes: a byte flipped, cut out, doubled, replaced by a sign of the grammar; the end cut off; a stretch repeated.
    static func damage(_ text: inout [UInt8], using generator: inout SeededGenerator) {
        let signs = Array("{}[]\",:\\0-.eu ntf\u{0}".utf8) + [0x80, 0xC3, 0xED, 0xF0, 0xFF]
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: text.remove(at: place)
            case 2: text.insert(text[place], at: place)
            case 3: text[place] = signs.randomElement(using: &generator)!
            case 4: text.removeLast(text.count - place)
            default: text.insert(contentsOf: Array(text[place..<min(place + 8, text.count)]), at: place)
            }
        }
    }
}
