import CRRTProtocol
import Varlink

/// What differs between the terms that a nation is asked about and those that it granted before.
///
/// The people of a replacement are others by nature, so that they are not compared.
struct TermsChange: Equatable {
    /// A member that differs. `name` is its path, such as `label.classification` or `EST-0042 end`.
    struct Difference: Equatable {
        var name: String
        /// nil where the former terms do not have it.
        var was: JSONValue?
        /// nil where the terms do not have it any more.
        var now: JSONValue?
    }

    let differences: [Difference]
    /// Whether the terms are of other people by nature.
    let isReplacement: Bool

    /// - Parameters:
    ///   - consent: The one whose terms are shown.
    ///   - consents: All consents of the tasking, those of a nation and kind in the order in which they were asked for.
    /// - Returns: nil where the nation granted no other terms of that kind before.
    init?(_ consent: Consents.Consent, _ terms: JSONObject, among consents: [Consents.Consent]) {
        guard consent.state == .requested || consent.state == .granted else { return nil }
        let ofKind = consents.filter { $0.nation == consent.nation && $0.kind == consent.kind }
        guard let place = ofKind.lastIndex(where: { $0.digest == consent.digest }),
            let granted = ofKind[..<place].last(where: { $0.wasGranted && $0.terms != nil && $0.digest != consent.digest }),
            let former = granted.terms
        else { return nil }
        isReplacement = (consent.batch ?? 0) > (granted.batch ?? 0)
        differences = TermsChange.differences(former, terms) + (isReplacement ? [] : TermsChange.people(former, terms))
    }

    /// The differing members of two terms: those of the whole by their names, those of purpose and label by their path, and those of each
    /// element that stands in both by its id. Which consent it is, and of which batch, is no difference.
    static func differences(_ former: JSONObject, _ terms: JSONObject) -> [Difference] {
        let whole = compared(former, terms, leaving: ["elements", "purpose", "label", "batch", "version"])
        let parts = ["purpose", "label"].flatMap { part in
            compared(former[part]?.objectValue ?? [:], terms[part]?.objectValue ?? [:]).map { difference in
                Difference(name: "\(part).\(difference.name)", was: difference.was, now: difference.now)
            }
        }
        let before = Dictionary(elements(former), uniquingKeysWith: { first, _ in first })
        let people = elements(terms).flatMap { id, element in
            before[id].map { compared($0, element) }?.map { difference in
                Difference(name: "\(id) \(difference.name)", was: difference.was, now: difference.now)
            } ?? []
        }
        return whole + parts + people
    }

    private static func compared(_ former: JSONObject, _ object: JSONObject, leaving left: Set<String> = []) -> [Difference] {
        let names = object.members.map(\.name) + former.members.map(\.name).filter { object[$0] == nil }
        return names.filter { !left.contains($0) && former[$0] != object[$0] }.map { .init(name: $0, was: former[$0], now: object[$0]) }
    }

    /// The elements of terms by the id of their expert or effect.
    private static func elements(_ terms: JSONObject) -> [(String, JSONObject)] {
        (terms["elements"]?.arrayValue ?? []).compactMap(\.objectValue).compactMap { element in
            (element["expert"] ?? element["effect"])?.stringValue.map { ($0, element) }
        }
    }

    /// Who came and who went, as one difference; empty where they are the same.
    private static func people(_ former: JSONObject, _ terms: JSONObject) -> [Difference] {
        let (before, now) = (elements(former).map(\.0), elements(terms).map(\.0))
        guard Set(before) != Set(now) else { return [] }
        return [.init(name: "people", was: .array(before.map { .string($0) }), now: .array(now.map { .string($0) }))]
    }

    func blocks(_ times: TimeStyle) -> [Block] {
        guard !differences.isEmpty else {
            return isReplacement ? [.line("But for the people, nothing has changed since the nation last agreed.")] : []
        }
        return [
            .heading("Changed since the nation last agreed"),
            .fields(
                differences.map { .init($0.name, "\(TermsChange.words($0.now, times)) (was \(TermsChange.words($0.was, times)))") }),
        ]
    }

    private static func words(_ value: JSONValue?, _ times: TimeStyle) -> String {
        switch value {
        case nil: "nothing"
        case .string(let text): times.short(text)
        case .array(let values): values.isEmpty ? "nothing" : values.map { $0.stringValue ?? $0.jsonString() }.joined(separator: " ")
        case let other?: other.jsonString()
        }
    }
}

extension Consents.Consent {
    /// Whether the nation agreed to it, whatever became of it later. An effect needs two people.
    fileprivate var wasGranted: Bool {
        switch state {
        case .granted, .spent, .revoked: true
        case .lapsed: (decidedBy?.count ?? 0) >= (kind == .effect ? 2 : 1)
        case .requested, .refused: false
        }
    }
}
