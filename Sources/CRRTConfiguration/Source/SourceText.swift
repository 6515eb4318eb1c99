internal import CRRTDomain

/// The text of one configuration file and its name in errors.
struct SourceText {
    let file: String
    let text: String

    /// A byte order mark is passed over.
    init(file: String, bytes: [UInt8]) throws(ConfigurationError) {
        if let form = ForeignFormat(bytes) { throw ConfigurationError(file: file, reason: "is \(form.name); \(form.advice)") }
        let bytes = ByteOrderMark.removed(from: bytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            throw ConfigurationError(file: file, line: line.map { $0 + 1 }, reason: "is not UTF-8")
        }
        self.file = file
        self.text = text
    }

    func failure(_ reason: String, line: Int?, column: Int?) -> ConfigurationError {
        ConfigurationError(file: file, line: line, column: column, reason: reason)
    }
}
