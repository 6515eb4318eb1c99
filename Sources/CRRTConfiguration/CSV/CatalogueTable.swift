import CRRTDomain
internal import CSV

/// The table of a catalogue file: a header that must be exactly the expected one, and records below it.
enum CatalogueTable {
    /// The records below the header, each with as many fields. Lines above the header that begin with # are comments.
    static func records(_ source: SourceText, header: [String]) throws(ConfigurationError) -> [[CSVField]] {
        var reader = CSVReader(source.text)
        var line = reader.line
        var first = try next(&reader, source)
        while first?[0].text.hasPrefix("#") == true { (line, first) = (reader.line, try next(&reader, source)) }
        guard first?.map(\.text) == header else {
            throw source.failure("the first line must be \(header.joined(separator: ","))", line: line, column: nil)
        }
        var records: [[CSVField]] = []
        while true {
            let line = reader.line
            guard let record = try next(&reader, source) else { return records }
            guard record.count == header.count else {
                let wanted = "\(header.count) (\(header.joined(separator: ",")))"
                throw source.failure("holds \(counted(record.count, "field", "fields")) instead of \(wanted)", line: line, column: nil)
            }
            records.append(record)
        }
    }

    private static func next(_ reader: inout CSVReader, _ source: SourceText) throws(ConfigurationError) -> [CSVField]? {
        do { return try reader.record() } catch { throw source.failure(error.reason, line: error.line, column: error.column) }
    }
}
