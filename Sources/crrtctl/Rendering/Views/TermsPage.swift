import CRRTProtocol
import JournalProof
import Varlink

/// The terms of a consent as the page on which a nation decides: what, where, when, who, and under which label.
///
/// The page shows every member of the terms, because their digest covers every member. Members that this version does not know are shown
/// by their names.
struct TermsPage {
    /// With more nations than this the label counts them, and lists them below.
    private static let mostNationsInLabel = 8

    let consent: Consents.Consent
    let terms: JSONObject
    /// What differs from the terms that the nation granted before; nil where it granted none in words.
    let change: TermsChange?
    let skillTitles: [String: String]
    let times: TimeStyle

    /// - Parameter consents: All consents of the tasking, in the order in which they were asked for.
    /// - Returns: nil where the consent has no terms in words.
    init?(_ consent: Consents.Consent, among consents: [Consents.Consent] = [], skillTitles: [String: String], _ times: TimeStyle) {
        guard let terms = consent.terms else { return nil }
        (self.consent, self.terms, self.skillTitles, self.times) = (consent, terms, skillTitles, times)
        change = TermsChange(consent, terms, among: consents)
    }

    var blocks: [Block] {
        var rest = Members(terms)
        let (label, purpose) = (Members(rest.object("label")), Members(rest.object("purpose")))
        let parts = rest.objects("elements").map { Members($0) }
        let fields = whatAndWhere(&rest, purpose, label) + answer + rest.others
        let people = parts.filter { $0.has("expert") }
        return [.heading(title), .fields(fields)] + table(people) + parts.filter { !$0.has("expert") }.map(effect)
            + (change?.blocks(times) ?? [])
            + [
                .fields([
                    .init(
                        "digest", consent.digest + (isSame ? "  of the terms above" : "  DIFFERS from the terms above, which are " + digest)
                    )
                ])
            ]
    }

    /// Whether the digest is that of the terms.
    var isSame: Bool { digest == consent.digest }

    private var digest: String { TermsDigest.digest(of: terms) }

    /// `What EST agrees to (contribute, replacement 1)`
    private var title: String {
        "What \(consent.nation) agrees to (\(consent.kindWords))" + (consent.until.map { ": to stay until \(times.short($0))" } ?? "")
    }

    private func whatAndWhere(_ rest: inout Members, _ purpose: Members, _ label: Members) -> [Block.Field] {
        var (purpose, label) = (purpose, label)
        let nations = label.text("releasableTo")
        let count = nations?.split(separator: " ").count ?? 0
        let isLong = count > TermsPage.mostNationsInLabel
        let marking = [label.text("classification"), nations.map { "releasable to " + (isLong ? "\(count) nations" : $0) }]
        return [
            .init("tasking", rest.text("tasking")), .init("nation", rest.text("nation")), .init("host", rest.text("host")),
            .init("purpose", purpose.text("summary") ?? "none stated"), .init("sector", purpose.text("sector")),
            .init("severity", purpose.text("severity")), .init("mission", purpose.text("mission")),
        ] + purpose.others + [
            .init("label", marking.compactMap { $0 }.joined(separator: " ")), .init("releasable to", isLong ? nations : nil),
        ] + label.others + [
            .init("mode", rest.text("mode")), .init("place", rest.text("place")),
            .init("legal basis", rest.text("legalBasis")), .init("cost rule", rest.text("costRule")), .init("team", rest.text("team")),
            .init("commander", rest.text("commander")),
            .init("batch", rest.text("batch").map { $0 == "0" ? "0, the proposal" : "\($0), a replacement" }),
            .init("form", rest.text("version").map { "terms \($0)" }),
        ]
    }

    /// What stands beside the terms: until when to answer, and the answer.
    private var answer: [Block.Field] {
        [
            .init("answer by", consent.state == .requested ? times.full(consent.replyBy) : nil),
            .init("state", consent.voided == true ? "void" : consent.state.rawValue),
            .init("conditions", consent.conditions), .init("not with", consent.notWith?.joined(separator: " ")),
        ]
    }

    private func table(_ people: [Members]) -> [Block] {
        guard !people.isEmpty else { return [] }
        let rows = people.map { members in
            var person = members
            let skill = person.text("skill") ?? ""
            return [
                person.text("expert") ?? "", person.text("seat") ?? "", skill, person.text("minLevel") ?? "",
                person.text("minClearance") ?? "", person.text("accesses") ?? "",
                person.text("lead").map { $0 == "true" ? "one leads" : $0 } ?? "",
                person.time("start", times), person.time("end", times),
                ([skillTitles[skill]] + person.others.map { field in field.value.map { "\(field.name) \($0)" } })
                    .compactMap { $0 }.joined(separator: ", "),
            ]
        }
        return [
            .table(
                Table(
                    columns: [
                        .text("WHO"), .number("SEAT"), .text("SKILL"), .number("LEVEL"), .text("CLEARANCE"), .text("ACCESSES"),
                        .text("LEAD"), .text("START"), .text("UNTIL"), .text("TITLE"),
                    ], rows: rows
                ).withoutEmptyColumns)
        ]
    }

    private func effect(_ members: Members) -> Block {
        var effect = members
        let marking = [effect.text("classification"), effect.text("releasableTo").map { "releasable to " + $0 }].compactMap { $0 }
        return .fields(
            [
                .init("effect", effect.text("effect")), .init("title", effect.text("title")), .init("category", effect.text("category")),
                .init("kind", effect.text("kind")), .init("ready in", effect.text("leadHours").map { "\($0) h" }),
                .init("its conditions", effect.text("conditions")), .init("legal review", effect.text("legalReview")),
                .init("its label", marking.joined(separator: " ")),
                .init("start", effect.time("start", times)), .init("until", effect.time("end", times)),
            ] + effect.others)
    }
}

/// The members of an object that are not shown yet.
private struct Members {
    private var rest: [JSONObject.Member]

    init(_ object: JSONObject) { rest = object.members }

    func has(_ name: String) -> Bool { rest.contains { $0.name == name } }

    private mutating func take(_ name: String) -> JSONValue? {
        guard let index = rest.firstIndex(where: { $0.name == name }) else { return nil }
        return rest.remove(at: index).value
    }

    mutating func text(_ name: String) -> String? { take(name).map(Members.text) }

    /// A time; with its seconds where there are any, because the digest covers them.
    mutating func time(_ name: String, _ times: TimeStyle) -> String {
        text(name).map { $0.hasSuffix(":00Z") ? times.short($0) : times.exact($0) } ?? ""
    }

    /// An object; empty where there is none. What is no object stays among the others.
    mutating func object(_ name: String) -> JSONObject {
        guard let object = rest.first(where: { $0.name == name })?.value.objectValue else { return [:] }
        _ = take(name)
        return object
    }

    /// An array of objects; empty where there is none. What is no such array stays among the others.
    mutating func objects(_ name: String) -> [JSONObject] {
        guard let array = rest.first(where: { $0.name == name })?.value.arrayValue else { return [] }
        let objects = array.compactMap(\.objectValue)
        guard objects.count == array.count else { return [] }
        _ = take(name)
        return objects
    }

    /// All that is left.
    var others: [Block.Field] { rest.map { .init($0.name, Members.text($0.value)) } }

    /// A text as it is, several separated by blanks, nothing for null, anything else as JSON.
    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .null: ""
        case .array(let values) where values.allSatisfy({ $0.stringValue != nil }):
            values.compactMap(\.stringValue).joined(separator: " ")
        default: value.jsonString()
        }
    }
}

extension Table {
    /// The table without the columns in which no row has anything.
    fileprivate var withoutEmptyColumns: Table {
        let kept = columns.indices.filter { index in rows.contains { !$0[index].isEmpty } }
        return Table(columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
    }
}
