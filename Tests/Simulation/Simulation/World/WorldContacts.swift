import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// The points of contact beside the journal: those that were given are there, and what they held before is gone from the files.
extension World {
    func takeContacts(_ outcome: Outcome) {
        let parameters = (try? JSONObject(json: outcome.parameters)) ?? [:]
        switch outcome.request.method {
        case Roster.PutContact.name:
            guard let contact = parameters["contact"]?.objectValue, let nation = contact["nation"]?.stringValue else { return }
            var present = model.contacts[nation] ?? [:]
            present[contact["handle"]?.stringValue ?? ""] = contact["name"]?.stringValue ?? ""
            setContacts(present, of: nation)
        case Roster.RemoveContact.name:
            guard let nation = parameters["nation"]?.stringValue else { return }
            setContacts((model.contacts[nation] ?? [:]).filter { $0.key != parameters["handle"]?.stringValue }, of: nation)
        case Requests.Submit.name, Requests.Correct.name:
            guard let contacts = parameters["contacts"]?.arrayValue,
                let id = outcome.reply?["request"]?.objectValue?["id"]?.stringValue
            else { return }
            let names = contacts.compactMap(\.objectValue).map { ($0["handle"]?.stringValue ?? "", $0["name"]?.stringValue ?? "") }
            setContacts(Dictionary(names) { $1 }, of: id)
        case Requests.Close.name:
            if let id = parameters["id"]?.stringValue { setContacts([:], of: id) }
        default: break
        }
    }

    /// What has become of a change whose caller got no answer.
    func lookUpContacts(_ parameters: JSONObject) throws {
        guard let process else { return }
        let nation = parameters["contact"]?.objectValue?["nation"] ?? parameters["nation"]
        if let code = nation?.stringValue.flatMap({ try? NationCode($0) }) {
            setContacts(try names(of: .nation(code), process), of: code.description)
        }
        // An id that was minted meanwhile is the last one.
        let ids = [parameters["id"]?.stringValue.flatMap { try? RequestID($0) }, model.order.requests.last].compactMap { $0 }
        // A close erases them.
        for id in ids where parameters["contacts"] != nil || parameters["outcome"] != nil {
            setContacts(try names(of: .request(id), process), of: id.description)
        }
    }

    func checkContacts() throws {
        guard let process else { return }
        for (text, wanted) in model.contacts.sorted(by: { $0.key < $1.key }) {
            let owner = try NationCode.isCode(text) ? ContactOwner.nation(NationCode(text)) : .request(RequestID(text))
            let there = try names(of: owner, process)
            guard there == wanted else { throw Violation(.names, "the contacts of \(text) are \(there), not \(wanted)") }
        }
    }

    private func names(of owner: ContactOwner, _ process: SimulatedProcess) throws -> [String: String] {
        let found = try process.store.read { try $0.contacts(of: owner) }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.handle, $0.name ?? "") })
    }

    private func setContacts(_ names: [String: String], of owner: String) {
        let gone = Set((model.contacts[owner] ?? [:]).values).subtracting(names.values).subtracting([""])
        if !gone.isEmpty { hasErased = true }
        erased.formUnion(gone)
        erased.subtract(names.values)
        model.contacts[owner] = names.isEmpty ? nil : names
    }
}

extension NationCode {
    fileprivate static func isCode(_ text: String) -> Bool { text.utf8.count == 3 }
}
