import CRRTDomain

/// Reads fields of parameters. Refusals name the field.
enum ParameterFields {
    static func instant(_ field: String, _ text: String?) throws -> Instant? {
        guard let text else { return nil }
        do { return try Instant(text) } catch { throw Refusal.invalid(error.within(field)) }
    }

    /// A text that must not be empty.
    static func reason(_ field: String, _ text: String) throws -> String {
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal.invalid(field, "is empty; write a sentence") }
        guard text.utf8.count <= 4000 else { throw Refusal.invalid(field, "is longer than 4000 bytes") }
        return text
    }

    /// The remark of a closed request: outcome and report, within the limit of a stored remark.
    static func remark(_ outcome: String, _ report: String?) throws -> String {
        let remark = [outcome, report].compactMap { $0 }.joined(separator: "\n")
        guard remark.utf8.count <= Request.longestRemark else {
            throw Refusal.invalid("report", "makes more than \(Request.longestRemark) bytes together with the outcome")
        }
        return remark
    }
}
