import SeededNumbers
import Testing

@testable import Varlink

@Suite("Bytes into messages")
struct MessageBufferTests {
    @Test("one read may bring a part of a message, or many")
    func cutsAtNul() {
        var buffer = MessageBuffer(limit: 100)
        #expect(buffer.feed("one\0two\0th") == [.text("one"), .text("two")])
        #expect(buffer.endsInsideMessage)
        #expect(buffer.feed("ree\0") == [.text("three")])
        #expect(!buffer.endsInsideMessage)
        #expect(buffer.count == 0)
    }

    @Test("byte by byte gives the same as all at once")
    func bytewise() {
        let stream = "{}\0\0{\"a\":\"…\"}\0" + String(repeating: "x", count: 5000) + "\0rest"
        var whole = MessageBuffer(limit: 6000)
        var pieces = MessageBuffer(limit: 6000)
        let expected = whole.feed(stream)
        #expect(expected.count == 4)
        #expect(stream.utf8.flatMap { pieces.feed([$0]) } == expected)
        #expect(pieces.count == whole.count)
    }

    @Test("the limit holds for a message that has ended and for one that has not, and is itself allowed")
    func limit() {
        var ended = MessageBuffer(limit: 4)
        #expect(ended.feed("1234\0" + "12345\0") == [.text("1234"), .tooLong])
        var open = MessageBuffer(limit: 4)
        #expect(open.feed("1234") == [])
        #expect(open.feed("5") == [.tooLong])
    }

    @Test("messages that wait may together be longer than the limit of one")
    func waiting() {
        var buffer = MessageBuffer(limit: 4)
        buffer.add(Array(repeating: "1234\0", count: 100).joined())
        #expect(buffer.count == 500)
        #expect(buffer.drain().count == 100)
    }

    @Test(
        "it is known when a message begins that does not end in the same read",
        arguments: [("a\0", false), ("a\0b", true), ("a", true), ("\0", false)])
    func begins(read: String, began: Bool) {
        var buffer = MessageBuffer(limit: 100)
        let first = buffer.add(read)
        #expect(first == began)
        // The second piece of a message is no new beginning; a new message behind it is.
        guard began else { return }
        let found = ["more", "end\0", "next", "\0after"].map { piece in buffer.add(piece) }
        #expect(found == [false, false, true, true])
    }

    @Test("a message lent keeps its bytes while others wait behind it")
    func lending() {
        var buffer = MessageBuffer(limit: 100)
        buffer.add("first\0second\0")
        guard case .message(let first) = buffer.next() else { return #expect(Bool(false)) }
        #expect(buffer.withMessage(first) { String(decoding: $0, as: UTF8.self) } == "first")
        buffer.add("third\0")
        #expect(buffer.drain() == [.text("second"), .text("third")])
    }

    @Test("what a large message needed is given back as soon as it has been taken, and what waits behind it stays")
    func lettingGo() {
        let large = String(repeating: "x", count: 1 << 20)
        var buffer = MessageBuffer(limit: 1 << 20)
        buffer.add(large + "\0")
        #expect(buffer.next() == .message(0..<1 << 20))
        #expect(buffer.capacity > 1 << 20)
        buffer.releaseStorage()
        #expect(buffer.capacity == 0)
        buffer.add(large + "\0next\0be")
        #expect(buffer.next() == .message(0..<1 << 20))
        buffer.releaseStorage()
        #expect(buffer.feed("gun\0") == [.text("next"), .text("begun")])
        #expect(buffer.capacity < 1 << 20)
    }

    @Test("random cuts of a random stream give its messages", arguments: [UInt64.random(in: 0...(.max))])
    func randomCuts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let messages = (0..<300).map { number in "\(number)" + String(repeating: "y", count: Int.random(in: 0...400, using: &random)) }
        var bytes = Array(messages.joined(separator: "\0").utf8) + [0]
        var buffer = MessageBuffer(limit: 1000)
        var found: [Found] = []
        while !bytes.isEmpty {
            let piece = min(bytes.count, Int.random(in: 1...2000, using: &random))
            buffer.add(bytes[..<piece])
            bytes.removeFirst(piece)
            // Not every read is followed by taking all that has come.
            if Bool.random(using: &random) { found += buffer.drain() }
        }
        found += buffer.drain()
        #expect(found == messages.map(Found.text), "seed \(seed)")
    }
}

/// What a buffer gave.
enum Found: Equatable {
    case text(String)
    case tooLong
}

extension MessageBuffer {
    @discardableResult
    mutating func add(_ bytes: some Collection<UInt8>) -> Bool {
        Array(bytes).withUnsafeBytes { append($0) }
    }

    @discardableResult
    mutating func add(_ text: String) -> Bool { add(text.utf8) }

    mutating func drain() -> [Found] {
        var found: [Found] = []
        while true {
            switch next() {
            case .message(let place): found.append(.text(withMessage(place) { String(decoding: $0, as: UTF8.self) }))
            case .incomplete: return found
            case .tooLong: return found + [.tooLong]
            }
        }
    }

    mutating func feed(_ bytes: some Collection<UInt8>) -> [Found] {
        add(bytes)
        return drain()
    }

    mutating func feed(_ text: String) -> [Found] { feed(text.utf8) }
}
