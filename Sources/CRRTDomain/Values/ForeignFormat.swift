/// File formats that people name by mistake where a text file is expected, recognised by their first bytes.
public enum ForeignFormat: Sendable, Hashable {
    /// Microsoft Office since 2007: a ZIP archive with a list of its parts (ECMA-376 part 2).
    case excel
    /// Microsoft Office before 2007: a compound file ([MS-CFB] section 2.2).
    case oldExcel
    /// OpenDocument: a ZIP archive that begins with its media type (ODF 1.2 part 3, section 3.3).
    case openDocument
    /// Any other ZIP archive.
    case archive
    /// UTF-16, by its byte order mark or by the NUL bytes of Latin text.
    case utf16
    /// UTF-32, by its byte order mark.
    case utf32
    /// The file contains NUL bytes, which no text file here does.
    case binary

    /// Inspects the first 4096 bytes; nil where the file can be a text file.
    public init?(_ bytes: [UInt8]) {
        let head = bytes.prefix(4096)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = ForeignFormat.archive(of: head)
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = .oldExcel
        } else if let unicode = ForeignFormat.unicode(head) {
            self = unicode
        } else if head.contains(0) {
            self = .binary
        } else {
            return nil
        }
    }

    /// The name of the format, with its article.
    public var name: String {
        switch self {
        case .excel: "an Excel workbook (.xlsx)"
        case .oldExcel: "an old Excel workbook (.xls)"
        case .openDocument: "an OpenDocument workbook (.ods)"
        case .archive: "a ZIP archive"
        case .utf16: "text in UTF-16"
        case .utf32: "text in UTF-32"
        case .binary: "no text: it holds NUL bytes"
        }
    }

    /// Whether it is a spreadsheet that can be saved as CSV.
    public var isWorkbook: Bool { self == .excel || self == .oldExcel || self == .openDocument }

    /// What people should do instead, as an imperative.
    public var advice: String {
        switch self {
        case .excel, .oldExcel, .openDocument, .archive, .binary: "name a text file in UTF-8"
        case .utf16, .utf32: "save it as UTF-8"
        }
    }

    /// How people save a workbook as a file that can be read.
    public static let asCSV =
        "save its sheet as CSV: in Excel as 'CSV UTF-8', in LibreOffice as 'Text CSV' with the character set UTF-8"

    private static func archive(of head: ArraySlice<UInt8>) -> ForeignFormat {
        // A local file header has 30 bytes, and the name follows (APPNOTE.TXT section 4.3.7).
        let text = String(decoding: head.dropFirst(30), as: UTF8.self)
        if text.hasPrefix("mimetypeapplication/vnd.oasis.opendocument") { return .openDocument }
        return text.contains("[Content_Types].xml") ? .excel : .archive
    }

    private static func unicode(_ head: ArraySlice<UInt8>) -> ForeignFormat? {
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32 }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return .utf16 }
        // Without a byte order mark: every other byte of Latin text is NUL.
        guard head.count >= 4 else { return nil }
        var nuls = (even: 0, odd: 0)
        for (index, byte) in head.enumerated() where byte == 0 {
            if index % 2 == 0 { nuls.even += 1 } else { nuls.odd += 1 }
        }
        let isWide = min(nuls.even, nuls.odd) == 0 && max(nuls.even, nuls.odd) * 4 > head.count
        return isWide ? .utf16 : nil
    }
}

/// U+FEFF in UTF-8. Some editors write it at the beginning of a text file; it is not part of the text.
public enum ByteOrderMark {
    static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The text without a byte order mark at its beginning.
    public static func removed(from text: [UInt8]) -> [UInt8] {
        text.starts(with: bytes) ? Array(text.dropFirst(bytes.count)) : text
    }
}
