import CRRTProtocol
import Varlink

/// The records of an entry, as far as the reader sees them, and the words that were given with the command.
extension Journal.Entry {
    var consents: [Consents.Consent] { records("consent").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }
    var taskings: [Taskings.Tasking] { records("tasking").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }
    var requests: [Requests.Request] { records("request").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }
    var effects: [Roster.Effect] { records("effect").compactMap { try? .init(json: $0.jsonBytes(), ignoringUnknownFields: true) } }

    /// The first record, whatever it is, as the contract writes it.
    var firstRecord: JSONObject? { changes.first?.members.first?.value.objectValue }

    /// A word that was given with the command.
    func detail(_ name: String) -> String? { payload["detail"]?.objectValue?[name]?.stringValue }

    /// Whether it is one of the entries of an import, which the entry that closes the import stands for.
    var isOfImport: Bool { detail("import") != nil }

    private func records(_ kind: String) -> [JSONObject] { changes.compactMap { $0[kind]?.objectValue } }

    private var changes: [JSONObject] { (payload["changes"]?.arrayValue ?? []).compactMap(\.objectValue) }
}
