import CSV
import SeededNumbers
import Testing

/// Section 2 of RFC 4180, rule by rule.
@Suite("CSV")
struct CSVTests {
    private static func read(_ text: String) throws(CSVError) -> [[String]] {
        var reader = CSVReader(text)
        var records: [[String]] = []
        while let record = try reader.record() { records.append(record.map(\.text)) }
        return records
    }

    @Test(
        "what is a table",
        arguments: [
            // Rules 1 and 2: a line each; the last one may end without a line break.
            ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
            ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
            ("a\nb\r\n", [["a"], ["b"]]), ("", []), ("\r\n", [[""]]), ("a\r\n\r\nb", [["a"], [""], ["b"]]),
            // Rule 4: spaces belong to the field, and nothing may be missing between commas.
            (" a , b", [[" a ", " b"]]), (",\r\n", [["", ""]]), ("a,", [["a", ""]]),
            // Rules 5 to 7: quotes.
            ("\"aaa\",\"bbb\"", [["aaa", "bbb"]]), ("\"aaa\",\"b\r\nbb\",\"c,c\"\r\nz", [["aaa", "b\r\nbb", "c,c"], ["z"]]),
            ("\"b\"\"bb\"", [["b\"bb"]]), ("\"\",\"\"\"\"", [["", "\""]]), ("\"\n\"", [["\n"]]),
            // Unicode, and the mark that spreadsheets put before it.
            ("é,東🛰,e\u{301}", [["é", "東🛰", "e\u{301}"]]), ("\u{FEFF}id\r\n", [["id"]]), ("\u{FEFF}", []), ("a;b\tc", [["a;b\tc"]]),
        ] as [(String, [[String]])])
    func tables(_ text: String, _ expected: [[String]]) throws {
        let read = try Self.read(text)
        #expect(read.map { $0.map { Array($0.utf8) } } == expected.map { $0.map { Array($0.utf8) } })
    }

    @Test(
        "what is none, and where",
        arguments: [
            ("a\"b", 1, 2, "a quote inside a field"), ("x\r\né,b\"", 2, 4, "a quote inside a field"),
            ("\"a\"b", 1, 4, "a comma or the end of the line is missing"), ("\"a\" ,b", 1, 4, "a comma or the end"),
            ("a\rb", 1, 3, "a comma or the end"), ("a,\"b\nc", 1, 3, "never closed"), ("\"", 1, 1, "never closed"),
        ])
    func faults(_ text: String, _ line: Int, _ column: Int, _ reason: String) {
        do throws(CSVError) {
            Issue.record("read as \(try Self.read(text))")
        } catch {
            #expect((error.line, error.column) == (line, column))
            #expect(error.reason.contains(reason), "\(error.reason)")
        }
    }

    @Test("a file that is no table is refused at once")
    func limits() throws {
        let wide = String(repeating: ",", count: 1_000_000)
        var reader = CSVReader(wide + "\nb\n")
        do throws(CSVError) {
            Issue.record("read as \(try reader.record()?.count ?? 0) fields")
        } catch {
            #expect((error.line, error.column) == (1, CSVReader.mostFields))
            #expect(error.reason == "more than 1024 columns; is this the right file?")
        }
        reader.skipLine()
        #expect(try reader.record()?.map(\.text) == ["b"])
        #expect(try Self.read(String(wide.prefix(CSVReader.mostFields - 1))).first?.count == CSVReader.mostFields)
        let long = String(repeating: "x", count: CSVReader.mostBytes)
        #expect(try Self.read(long).first == [long])
        #expect(try Self.read("\"" + long + "\"").first == [long])
        for text in ["a," + long + "x", "a,\"" + long + "x\"", "a,\"" + long + "x"] {
            #expect { try Self.read(text) } throws: { ($0 as? CSVError)?.reason.contains("a field of more than 1 MiB") == true }
        }
    }

    @Test("reading goes on behind a bad line")
    func goesOn() throws {
        var reader = CSVReader("a\r\nb\"b,\r\nc,\"d\ne\"\r\nf")
        #expect(try reader.record()?.map(\.text) == ["a"])
        #expect(throws: CSVError.self) { try reader.record() }
        reader.skipLine()
        #expect(try reader.record()?.map(\.text) == ["c", "d\ne"])
        #expect(reader.line == 5)
        #expect(try reader.record()?.map(\.line) == [5])
        #expect(try reader.record() == nil)
    }

    @Test(
        "a record without a line break behind it may have been cut off",
        arguments: [("a\nb", true), ("a\nb\n", false), ("a\r\nb\r\n", false), ("a\n\"b\nc\"", true), ("a\n\"b\nc\"\r\n", false)])
    func cutOff(_ text: String, _ isLastCutOff: Bool) throws {
        var reader = CSVReader(text)
        #expect(try reader.record() != nil && !reader.isCutOff)
        #expect(try reader.record() != nil && reader.isCutOff == isLastCutOff)
    }

    @Test("what is written is read again, whatever it holds", arguments: 0..<200 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let letters = Array("ab ,;\"\r\n\t='é東🛰\u{301}\u{FEFF}\u{2028}".unicodeScalars)
        let table = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            (0..<Int.random(in: 1...5, using: &random)).map { _ in
                var text = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 0...9, using: &random) { text.append(letters.randomElement(using: &random)!) }
                return String(text)
            }
        }
        // Only a file's own first character is taken for the mark of spreadsheets.
        let written = CSVWriter.record(["x"]) + table.map(CSVWriter.record).joined()
        let read = try Self.read(written).dropFirst()
        #expect(read.map { $0.map { Array($0.utf8) } } == table.map { $0.map { Array($0.utf8) } }, "seed \(seed)")
        #expect(written.utf8.suffix(2).elementsEqual("\r\n".utf8))
    }

    @Test(
        "the separator is the one that the first line has most often outside of quotes",
        arguments: [
            ("a,b;c,d\n;;;;", CSVSeparator.comma), ("a;b;c,d", .semicolon), ("\"a,b,c\";d", .semicolon), ("a\tb", .tab), ("a", .comma),
            ("", .comma),
            ("\"a;b\nc;d\",e", .comma),
        ])
    func separator(_ text: String, _ expected: CSVSeparator) {
        #expect(CSVSeparator(of: text) == expected)
    }

    @Test("with another separator a comma is a character like any other")
    func semicolons() throws {
        var reader = CSVReader("a,b;\"c;d\"\r\n;\"x\"y", separator: .semicolon)
        #expect(try reader.record()?.map(\.text) == ["a,b", "c;d"])
        #expect {
            try reader.record()
        } throws: { error in
            (error as? CSVError)?.reason == "a semicolon or the end of the line is missing"
        }
    }
}
