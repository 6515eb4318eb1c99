import SeededNumbers
import Testing
import Varlink

/// Random values and random damage. The seed is in every failure's comment; to repeat one, put it into the list.
struct JSONFuzzTests {
    static let seeds: [UInt64] = [1, 0xC0FFEE, .random(in: 2...(.max))]

    @Test(arguments: seeds)
    func valuesSurviveARoundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<300 {
            let value = RandomJSON.value(depth: 5, using: &generator)
            #expect(try JSONValue(json: value.jsonBytes()) == value, "seed \(seed), round \(round)")
        }
    }

    /// Damaged texts never crash a reader, and whatever is accepted is a value that writes and reads back as itself.
    @Test(arguments: seeds)
    func damagedTexts(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var accepted = 0
        for round in 0..<3000 {
            var text = RandomJSON.value(depth: 4, using: &generator).jsonBytes()
            RandomJSON.damage(&text, using: &generator)
            guard let value = try? JSONValue(json: text) else { continue }
            accepted += 1
            #expect(try JSONValue(json: value.jsonBytes()) == value, "seed \(seed), round \(round): \(text)")
        }
        #expect(accepted > 0, "seed \(seed)")
    }

    /// The same for a generated type, whose decoder drives the reader by another way.
    @Test(arguments: seeds)
    func damagedCalls(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<3000 {
            var text = Array(GeneratedTypeTests.full.utf8)
            RandomJSON.damage(&text, using: &generator)
            guard let value = try? Trial.Everything(json: text) else { continue }
            #expect(try Trial.Everything(json: value.jsonBytes()) == value, "seed \(seed), round \(round): \(text)")
        }
    }

    /// `skip()` and the value reader agree on what JSON is, but for the names that only the latter compares with each other.
    @Test(arguments: seeds)
    func skippingAgrees(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<3000 {
            var text = RandomJSON.value(depth: 4, using: &generator).jsonBytes()
            RandomJSON.damage(&text, using: &generator)
            var refusal: JSONError?
            do throws(JSONError) { _ = try JSONValue(json: text) } catch { refusal = error }
            let skipped = text.withUnsafeBytes { bytes in
                var reader = JSONReader(bytes)
                return (try? reader.skip()) != nil && (try? reader.finish()) != nil
            }
            if refusal == nil { #expect(skipped, "seed \(seed), round \(round): \(text)") }
            if refusal?.kind == .syntax { #expect(!skipped, "seed \(seed), round \(round): \(text)") }
        }
    }
}
