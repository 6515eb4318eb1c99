import CRRTDomain
import CRRTProtocol
import Varlink

/// Checks every text of every call with `HarmfulText` before a use case gets it, so that no field can be forgotten. Stored texts are not
/// checked again; `crrtctl` escapes them.
struct InputTextCheck {
    private let manyLines: Set<String>

    /// The members that may contain line breaks and tabs.
    private static let manyLines: Set<String> = [
        "summary", "conditions", "reason", "report", "outcome", "remark", "measures", "note", "legalBasis", "costRule", "kit", "needs",
        "lesson",
    ]
    /// The same, of a call whose member of a common name may.
    private static let manyLinesOf: [String: Set<String>] = [Exercise.AddInject.name: ["text"]]

    /// Refuses a call with a harmful text, naming the field of the first one. Records of an import are checked one by one later, so that
    /// every bad line is named.
    static func check(_ parameters: UnsafeRawBufferPointer, of method: String) throws {
        guard mayHoldHarm(parameters), var object = try? JSONObject(json: parameters) else { return }
        if method == Roster.Import.name { object["records"] = nil }
        let check = InputTextCheck(manyLines: manyLines.union(manyLinesOf[method] ?? []))
        if let fault = check.fault(in: .object(object), at: "", named: "") { throw Refusal.invalid(fault) }
    }

    /// The first harmful text in a record of an import. All other members are codes, numbers and times, which their types check.
    static func fault(in record: Roster.Record) -> InvalidField? {
        let texts: [(name: String, text: String?)] =
            [
                ("name", record.expert?.name), ("location", record.expert?.location), ("name", record.team?.name),
                ("title", record.effect?.title), ("conditions", record.effect?.conditions),
                ("legalReview", record.effect?.legalReview), ("kit", record.team?.kit),
                ("partner.name", record.expert?.partner?.name), ("partner.agreement", record.expert?.partner?.agreement),
            ] + (record.expert?.externalCommitments ?? []).enumerated().map { ("externalCommitments[\($0)].note", $1.note) }
        for (name, text) in texts {
            if let text, let reason = HarmfulText.fault(in: text, manyLines: manyLines.contains(name)) { return InvalidField(name, reason) }
        }
        return nil
    }

    private func reason(_ text: String, named name: String) -> String? {
        HarmfulText.fault(in: text, manyLines: manyLines.contains(name))
    }

    private func fault(in value: JSONValue, at path: String, named name: String) -> InvalidField? {
        switch value {
        case .string(let text):
            return reason(text, named: name).map { InvalidField(path, $0) }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let found = fault(in: element, at: "\(path)[\(index)]", named: name) { return found }
            }
        case .object(let object):
            for member in object.members {
                if let reason = reason(member.name, named: "") { return InvalidField(path, "has a member whose name \(reason)") }
                let memberPath = path.isEmpty ? shortened(member.name) : path + "." + shortened(member.name)
                if let found = fault(in: member.value, at: memberPath, named: member.name) { return found }
            }
        case .null, .bool, .integer, .number:
            break
        }
        return nil
    }
}

// MARK: - Most calls hold nothing of the kind

extension InputTextCheck {
    /// Whether valid JSON may contain a harmful character, escaped or not. It looks at the bytes only, and most calls need no further
    /// check.
    private static func mayHoldHarm(_ json: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < json.count {
            switch json[index] {
            case UInt8(ascii: "\\"):
                if isHarmfulEscape(json, index + 1) { return true }
                index += 1
            case 0x7F, 0xC2, 0xE2:
                if isHarmfulSequence(json, index) { return true }
            default: break
            }
            index += 1
        }
        return false
    }

    private static func isHarmfulEscape(_ json: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        guard index < json.count else { return false }
        switch json[index] {
        case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return true
        case UInt8(ascii: "u"):
            guard index + 4 < json.count else { return false }
            let code = UInt32(String(decoding: json[(index + 1)...(index + 4)], as: UTF8.self), radix: 16)
            return code.flatMap(Unicode.Scalar.init).map(HarmfulText.isRefused) ?? false
        default: return false
        }
    }

    /// DEL, C1 (C2 80–9F), U+2028–202E (E2 80 A8–AE) and U+2066–2069 (E2 81 A6–A9) in UTF-8.
    private static func isHarmfulSequence(_ json: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        func byte(_ offset: Int) -> UInt8 { index + offset < json.count ? json[index + offset] : 0 }
        return switch (json[index], byte(1), byte(2)) {
        case (0x7F, _, _), (0xC2, 0x80...0x9F, _), (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9): true
        default: false
        }
    }
}
