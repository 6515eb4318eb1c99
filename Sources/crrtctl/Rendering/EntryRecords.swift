import CRRTProtocol
import Varlink

/// The records of an entry that the reader sees, and the texts that were stated with the command.
extension Journal.Entry {
    var consents: [Consents.Consent] { records("consent").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }
    var taskings: [Taskings.Tasking] { records("tasking").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }
    var requests: [Requests.Request] { records("request").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }
    var effects: [Roster.Effect] { records("effect").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }

    /// The first record, of any kind, as JSON of the contract.
    var firstRecord: JSONObject? { changes.first?.members.first?.value.objectValue }

    /// The principal without the uid, and without the exercise control that played it: `ncp-est`.
    var actor: String { principal.firstRange(of: " (").map { String(principal[..<$0.lowerBound]) } ?? principal }

    /// A text that was stated with the command, such as the reason.
    func detail(_ name: String) -> String? { payload["detail"]?.objectValue?[name]?.stringValue }

    /// Whether it is an entry of one record of an import. The import's closing entry is shown instead.
    var isOfImport: Bool { detail("import") != nil }

    private func records(_ kind: String) -> [JSONObject] { changes.compactMap { $0[kind]?.objectValue } }

    private var changes: [JSONObject] { (payload["changes"]?.arrayValue ?? []).compactMap(\.objectValue) }
}
