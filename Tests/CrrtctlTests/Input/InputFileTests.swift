import CRRTTestSupport
import Foundation
import Glibc
import Testing

@testable import crrtctl

@Suite struct InputFileTests {
    private static func failure(_ path: String, _ use: InputFile.Use) -> String {
        do throws(Failure) {
            return "read as \(try InputFile(path, for: use).bytes.count) bytes"
        } catch {
            return error.text
        }
    }

    @Test func nothingIsReadBeyondTheLimit() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("sparse")
            try folder.write("", to: "sparse")
            #expect(truncate(path, 3 << 30) == 0)
            #expect(Self.failure(path, .roster) == "\(path) is larger than 64 MiB, the most that is read; import it in parts")
            #expect(Self.failure(path, .record).hasPrefix("\(path) is larger than 16 MiB, the most that is read; it holds one record"))
            #expect(Self.failure("/dev/zero", .yaml).hasPrefix("/dev/zero is larger than 1 MiB"))
            #expect(truncate(path, off_t(InputFile.Use.yaml.most + 1)) == 0)
            #expect(Self.failure(path, .yaml).contains("larger"))
            #expect(truncate(path, off_t(InputFile.Use.yaml.most)) == 0)
            #expect(Self.failure(path, .yaml) == "\(path) is no text: it holds NUL bytes; name a text file in UTF-8")
        }
    }

    @Test func aByteOrderMarkIsPassedOver() throws {
        try TemporaryFolder.with { folder in
            try folder.write("\u{FEFF}{}", to: "r.json")
            #expect(try InputFile(folder.file("r.json")).bytes == Array("{}".utf8))
        }
    }

    /// A byte of another character set is named by its line and column, and never becomes another character.
    @Test(arguments: [InputFile.Use.record, .yaml]) func anotherCharacterSetIsNamed(use: InputFile.Use) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("r")
            try Data(Array("a: b\ncaf".utf8) + [0xE9, 0x0A]).write(to: URL(fileURLWithPath: path))
            #expect(Self.failure(path, use) == "\(path):2:4: is no UTF-8 text; save it as UTF-8")
        }
    }

    @Test func whatIsNoTextIsNamed() throws {
        try TemporaryFolder.with { (folder) throws in
            let path = folder.file("roster.csv")
            func failure(_ bytes: [UInt8], _ use: InputFile.Use) throws -> String {
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                return Self.failure(path, use)
            }
            let workbook: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + Array("[Content_Types].xml".utf8)
            #expect(
                try failure(workbook, .roster).hasPrefix(
                    "\(path) is an Excel workbook (.xlsx), not CSV; save its sheet as CSV: in Excel as"))
            #expect(try failure(workbook, .record) == "\(path) is an Excel workbook (.xlsx); name a text file in UTF-8")
            let wide = Array("id,nation\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            #expect(try failure([0xFF, 0xFE] + wide, .roster) == "\(path) is text in UTF-16; save it as UTF-8")
            #expect(try failure(wide, .record) == "\(path) is text in UTF-16; save it as UTF-8")
        }
    }
}
