import CRRTDomain
import Testing

@Suite struct ForeignFormatTests {
    private static func wide(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private static func archive(_ name: String) -> [UInt8] {
        [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + Array(name.utf8)
    }

    @Test func forms() {
        let cases: [([UInt8], ForeignFormat?)] = [
            (Self.archive("[Content_Types].xml"), .excel), (Self.archive("_rels/.rels…[Content_Types].xml"), .excel),
            (Self.archive("mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"), .openDocument), (Self.archive("a.txt"), .archive),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], .oldExcel),
            ([0xFF, 0xFE] + Self.wide("id", bigEndian: false), .utf16), ([0xFE, 0xFF] + Self.wide("id", bigEndian: true), .utf16),
            (Self.wide("{\"title\":\"Žižkov\"}", bigEndian: false), .utf16), (Self.wide("id,nation", bigEndian: true), .utf16),
            ([0xFF, 0xFE, 0, 0, 0x69, 0, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32),
            ([UInt8](repeating: 0, count: 5000), .binary), (Array("a\0b and more text".utf8), .binary),
            ([0x7F, 0x45, 0x4C, 0x46, 0], .binary),
            ([], nil), (Array("{}".utf8), nil), (Array("\u{FEFF}é,東🛰".utf8), nil), (Array("PK,nation".utf8), nil), ([0xFF], nil),
        ]
        for (bytes, form) in cases { #expect(ForeignFormat(bytes) == form, "\(bytes.prefix(40))") }
    }

    @Test func aByteOrderMarkIsRemovedOnce() {
        #expect(ByteOrderMark.removed(from: Array("\u{FEFF}\u{FEFF}x".utf8)) == Array("\u{FEFF}x".utf8))
        #expect(ByteOrderMark.removed(from: [0xEF, 0xBB]) == [0xEF, 0xBB])
    }
}
