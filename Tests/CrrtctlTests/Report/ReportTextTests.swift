import CRRTDomain
import CRRTProtocol
import Foundation
import FoundationXML
import Glibc
import Testing

@testable import crrtctl

/// What reports look like stands in Reports.txt. To take over a change that is meant: CRRT_RECORD=1 swift test --filter ReportTextTests.
@Suite struct ReportTextTests {
    private static let path = "/" + "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/") + "/Reports.txt"

    private struct Sample: Sendable {
        let name: String
        let text: @Sendable () -> [Block]
        let csv: @Sendable () -> [[String]]
        let html: @Sendable () -> [Markup]
    }

    private static let samples = [
        Sample(
            name: "readiness", text: { SampleReports.readiness.text }, csv: { SampleReports.readiness.csv },
            html: { SampleReports.readiness.html }),
        Sample(
            name: "coverage", text: { SampleReports.coverage.text }, csv: { SampleReports.coverage.csv },
            html: { SampleReports.coverage.html }),
        Sample(
            name: "consents", text: { SampleReports.consents.text }, csv: { SampleReports.consents.csv },
            html: { SampleReports.consents.html }),
        Sample(
            name: "expiring", text: { SampleReports.expiring.text }, csv: { SampleReports.expiring.csv },
            html: { SampleReports.expiring.html }),
        Sample(
            name: "standby", text: { SampleReports.standby.text }, csv: { SampleReports.standby.csv },
            html: { SampleReports.standby.html }),
        Sample(
            name: "after-action", text: { SampleReports.data.text }, csv: { SampleReports.data.csv }, html: { SampleReports.data.html }),
        Sample(
            name: "trends", text: { TrendsSample.view.text }, csv: { TrendsSample.view.csv }, html: { TrendsSample.view.html }),
        Sample(
            name: "handover", text: { HandoverSample.view.text }, csv: { HandoverSample.view.csv }, html: { HandoverSample.view.html }),
        Sample(name: "plan", text: { PlanSample.view.text }, csv: { PlanSample.view.csv }, html: { PlanSample.view.html }),
    ]

    private static func page(_ html: [Markup], marking: String? = "EXERCISE NR REL TO NATO") -> String {
        ReportPage(
            Report(title: "Sample", subtitle: SampleReports.hostile, json: { [] }, text: { [] }, csv: { [] }, html: { html }), marking
        )
        .html
    }

    private static func report(_ sample: Sample) -> Report {
        Report(title: sample.name, subtitle: "", json: { [] }, text: sample.text, csv: sample.csv, html: sample.html)
    }

    @Test func texts() throws {
        let shown = Self.samples.map { sample in
            let text = Block.lines(sample.text(), legend: true, columns: 80).joined(separator: "\n")
            // A file with carriage returns would not survive every editor.
            let csv = Self.report(sample).sheet("NR").replacing("\r\n", with: "\n")
            return "==== \(sample.name)\n\(text)\n---- csv\n\(csv)"
        }.joined(separator: "\n")
        if getenv("CRRT_RECORD") != nil {
            let descriptor = open(Self.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            Terminal.write(shown, to: descriptor)
            close(descriptor)
        }
        let kept = String(decoding: try InputFile(Self.path).bytes, as: UTF8.self)
        let (shownLines, keptLines) = (shown.split(separator: "\n"), kept.split(separator: "\n"))
        #expect(shownLines.difference(from: keptLines).map { "\($0)" } == [])
    }

    @Test func everyTableFitsEightyColumns() {
        // The table of a plan has the id and the team of each request, as that of crrtctl plan.
        for sample in Self.samples where !["after-action", "plan"].contains(sample.name) {
            // Only the title of a skill, which stands last, is cut by a narrow terminal.
            for line in Block.lines(sample.text(), legend: true, columns: nil) where !line.contains("script") {
                #expect(DisplayWidth.of(line) <= 80, "\(sample.name): \(line)")
            }
        }
    }

    /// Printed without colours it reads the same.
    @Test func coloursSayNothingOfTheirOwn() {
        let page = SampleReports.coverage.text
        let painted = Block.lines(page, legend: true, columns: nil, colours: true)
        let plain = Block.lines(page, legend: true, columns: nil)
        #expect(painted != plain)
        #expect(painted.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == plain)
        #expect(plain.contains { $0.contains("2/0!") && $0.contains("1200/400 ") })
        #expect(plain.contains { $0.contains("3/1*") })
    }

    /// Weeks that do not fit stand in parts of equal length, each with all skills.
    @Test func weeksInParts() {
        var view = SampleReports.standby
        #expect(
            view.parts(most: 13) == [0..<10] && view.parts(most: 9) == [0..<5, 5..<10] && view.parts(most: 4) == [0..<3, 3..<6, 6..<10])
        view = StandbyView(
            reply: .init(from: "2027-01-04T00:00:00Z", until: "2029-01-15T00:00:00Z", gaps: [], weeks: [], load: [], clashes: []),
            titles: [:], times: SampleReports.times)
        #expect(view.parts(most: 13) == [] && view.csv.count == 1)
        #expect(Block.lines(view.text, legend: true, columns: 80).first == "no person with a skill stands by in these weeks")
    }

    @Test func csvHasEveryFieldInEveryRecord() {
        for sample in Self.samples {
            let records = sample.csv()
            #expect(Set(records.map(\.count)).count == 1, "\(sample.name): records of different lengths")
        }
    }

    @Test(arguments: samples.map(\.name))
    func pagesAreWellFormedAndSafe(name: String) throws {
        let sample = try #require(Self.samples.first { $0.name == name })
        let html = Self.page(sample.html())
        let reader = PageReader()
        #expect(reader.read(html), "\(reader.fault)")
        // Nothing runs, nothing is fetched, and no text of a record has become an element.
        #expect(reader.elements.isDisjoint(with: ["script", "img", "link", "iframe", "object", "use", "a", "form", "base"]))
        #expect(reader.attributes.allSatisfy { !$0.hasPrefix("on") && !["href", "src", "style", "xlink:href"].contains($0) })
        #expect(!html.contains("url(") && !html.contains("@import") && !html.contains("\u{202E}"))
        #expect(html.unicodeScalars.allSatisfy { $0 == "\n" || !HarmfulText.isHarmful($0) })
        #expect(reader.bodyTexts.first == "EXERCISE NR REL TO NATO" && reader.bodyTexts.last == "EXERCISE NR REL TO NATO")
        #expect(reader.classes.contains("banner first NR") && reader.classes.contains("banner last NR"))
        #expect(reader.bodyTexts.joined().contains("<script>alert('x')</script>\\u{202e}]]> -->"))
    }

    @Test func theReaderSeesWhatIsBroken() {
        #expect(!PageReader().read("<!DOCTYPE html>\n<html><body><p>a & b</p></body></html>"))
        #expect(!PageReader().read("<html><body><p>a</body></html>"))
    }
}

/// A page as a strict parser reads it: any HTML that is well-formed XML, and nothing else.
private final class PageReader: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var classes: Set<String> = []
    private(set) var bodyTexts: [String] = []
    private(set) var fault = ""
    private var isBody = false
    private var open = ""

    func read(_ html: String) -> Bool {
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        let isRead = parser.parse()
        fault = parser.parserError.map { "\($0) in line \(parser.lineNumber)" } ?? unbalanced(html) ?? ""
        return isRead && fault.isEmpty
    }

    /// The parser forgives an end tag of another element; this does not.
    private func unbalanced(_ html: String) -> String? {
        var open: [Substring] = []
        for tag in html.matches(of: /<(\/?)([A-Za-z0-9]+)(?:\s+[a-z-]+[A-Za-z0-9-]*="[^"<]*")*\s*(\/?)>/).map(\.output) {
            if tag.1 == "/" {
                guard open.popLast() == tag.2 else { return "</\(tag.2)> closes another element" }
            } else if tag.3.isEmpty {
                open.append(tag.2)
            }
        }
        return open.isEmpty ? nil : "\(open) stay open"
    }

    private func flush() {
        let text = open.trimmingCharacters(in: .whitespacesAndNewlines)
        open = ""
        guard !text.isEmpty else { return }
        if isBody { bodyTexts.append(text) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
        flush()
        elements.insert(name)
        self.attributes.formUnion(attributes.keys)
        if let kind = attributes["class"] { classes.insert(kind) }
        if name == "body" { isBody = true }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) { flush() }
    func parser(_ parser: XMLParser, foundCharacters text: String) { open += text }
}
