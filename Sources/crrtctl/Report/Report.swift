import CSV

/// A report in each of its formats. Only the requested one is made.
struct Report {
    var title: String
    /// The subject of the report and its time.
    var subtitle: String
    var marking: Marking?
    /// The daemon's replies as one JSON document.
    var json: () -> [UInt8]
    var text: () -> [Block]
    /// The records of the CSV file. The first names the columns.
    var csv: () -> [[String]]
    var html: () -> [Markup]
}

extension CommandContext {
    func show(_ report: Report, _ options: ReportOptions) throws(Failure) {
        if wantsJSON, let given = options.given, given != .table {
            throw .usage("--json and --format \(given.rawValue) are two forms; leave one of them out")
        }
        if options.output != "-" { return try write(report, options) }
        switch (wantsJSON, options.format) {
        case (true, _): screen.json(report.json())
        case (_, .table): screen.page([.painted([StyledText(report.headline, .strong)])] + report.text(), marking: line(report.marking))
        case (_, .csv), (_, .html): screen.file(report.document(options.format, line(report.marking)))
        }
    }

    private func write(_ report: Report, _ options: ReportOptions) throws(Failure) {
        let text = wantsJSON ? String(decoding: report.json(), as: UTF8.self) + "\n" : written(report, options.format)
        try OutputFile.replace(options.output, Array(text.utf8))
        let form = wantsJSON ? "JSON" : options.format == .table ? "text" : options.format.rawValue.uppercased()
        screen.notice("\(options.output): \(report.title.lowercased()), as \(form)")
    }

    /// The report as the text of a file, under its label.
    func written(_ report: Report, _ format: ReportFormat) -> String {
        let marking = line(report.marking)
        guard format == .table else { return report.document(format, marking) }
        let lines = Block.lines([.line(report.headline)] + report.text(), legend: screen.legend, columns: nil)
        return ([marking] + lines + [marking]).compactMap { $0 }.map { $0 + "\n" }.joined()
    }
}

extension Report {
    fileprivate var headline: String { "\(title): \(subtitle)" }

    fileprivate func document(_ format: ReportFormat, _ marking: String?) -> String {
        if format == .html { return ReportPage(self, marking).html }
        return sheet(marking)
    }

    /// The CSV file. Each record has the label in its last column, because a spreadsheet keeps no first and last line. Texts are escaped as
    /// for a terminal, because the file may be shown on one.
    func sheet(_ marking: String?) -> String {
        csv().enumerated().map { index, fields in
            CSVWriter.record((fields + [index == 0 ? "marking" : marking ?? ""]).map { SheetCell.written(EscapedText.line($0)) })
        }.joined()
    }
}
