import CRRTDomain
import CRRTProtocol
import Varlink

/// The values of a record in a file, which people write as on the command line: codes, ids and words in any letter case, and `48h` or `2d`
/// for hours. What has another form stays as it is, so that an error shows what was written.
enum RecordSpelling {
    private enum Form {
        case nation, id, skill
        /// A code of capitals and digits, such as a group or an access.
        case code
        case small
        case word([String])
        case hours
    }

    /// By the name of the field, wherever in a record it stands.
    private static let forms: [String: Form] = [
        "nation": .nation, "excludes": .nation, "notWith": .nation, "id": .id, "members": .id, "lead": .id, "teams": .id, "team": .id,
        "experts": .id,
        "leadNation": .nation, "skill": .skill,
        "accesses": .code, "releasableTo": .code, "classification": .code, "minClearance": .code, "level": .code, "kind": .small,
        "effects": .small, "noticeHours": .hours, "leadHours": .hours, "maxNoticeHours": .hours,
        "mode": .word(Requests.Request.Mode.allCases.map(\.rawValue)),
        "severity": .word(Requests.Request.Severity.allCases.map(\.rawValue)),
        "precedence": .word(Requests.Request.Precedence.allCases.map(\.rawValue)),
        "category": .word(Roster.Effect.Category.allCases.map(\.rawValue)),
        "tier": .word(Standby.Period.Tier.allCases.map(\.rawValue)),
        "state": .word(Roster.Offer.State.allCases.map(\.rawValue)),
    ]

    /// The record as the contract has it.
    static func corrected(_ object: JSONObject) -> JSONObject {
        JSONObject(object.members.map { .init(name: $0.name, value: value($0.value, in: $0.name)) })
    }

    private static func value(_ value: JSONValue, in field: String) -> JSONValue {
        switch value {
        case .string(let text): forms[field].map { corrected(text, $0) } ?? value
        case .array(let elements): .array(elements.map { self.value($0, in: field) })
        case .object(let object) where field == "skills": .object(renamed(object) { spelled($0, .skill) })
        case .object(let object) where field == "languages": .object(renamed(object) { $0.lowercased() })
        case .object(let object): .object(corrected(object))
        case .null, .bool, .integer, .number: value
        }
    }

    private static func renamed(_ object: JSONObject, _ name: (String) -> String) -> JSONObject {
        JSONObject(object.members.map { .init(name: name($0.name), value: $0.value) })
    }

    private static func corrected(_ text: String, _ form: Form) -> JSONValue {
        if case .hours = form { return (try? WordInput.hours(text)).map { .integer(Int64($0)) } ?? .string(text) }
        return .string(spelled(text, form))
    }

    private static func spelled(_ text: String, _ form: Form) -> String {
        switch form {
        case .nation: (try? WordInput.nation(text)) ?? text
        case .id: WordInput.id(text)
        case .skill: (try? SkillCode(text.uppercased()))?.text ?? text
        case .code: text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? text.uppercased() : text
        case .small: text.lowercased()
        case .word(let words): WordInput.word(text, of: words) ?? text
        case .hours: text
        }
    }
}
