import ByteSearch
import CRRTDomain
import CRRTProtocol
import CRRTStore
import SimulatedDisk
import Varlink

/// What the model learns of an answer, and what an answer must say.
extension World {
    func person(of request: SimulatedRequest) -> Person? {
        guard let caller = site.person(request.caller) else { return nil }
        guard let part = request.part, caller.roles.contains(.excon) else { return caller }
        return site.person(named: part)
    }

    /// The caller as the journal names them.
    func principal(of request: SimulatedRequest) -> String {
        let own = site.person(request.caller)?.name ?? (request.caller == Cast.root ? "administrator" : "unknown")
        if let part = request.part, site.person(request.caller)?.roles.contains(.excon) ?? false, site.person(named: part) != nil {
            return Principal(name: part, uid: request.caller, playedBy: own).description
        }
        return Principal(name: own, uid: request.caller).description
    }

    /// An answer without what is drawn by the system: the epoch of the database, and the folder's name.
    func masked(_ json: [UInt8]) -> [UInt8] {
        guard json.count < 4096 else { return json }
        guard json.withUnsafeBytes({ $0.offset(of: "epoch") ?? $0.offset(of: disk.folder) }) != nil else { return json }
        let text = String(decoding: json, as: UTF8.self)
        let parts = text.replacing(disk.folder, with: "").split(separator: "\"", omittingEmptySubsequences: false)
        return Array(
            parts.enumerated().map { place, part in place > 1 && parts[place - 2] == "epoch" ? "" : part }.joined(separator: "\"").utf8)
    }

    /// Keeps the id that a call has got.
    func note(_ outcome: Outcome, as reference: Reference) {
        guard outcome.kind == .done, !outcome.request.rehearses else { return }
        let id =
            switch outcome.request.method {
            case Requests.Submit.name: outcome.reply?["request"]?.objectValue?["id"]?.stringValue
            case Taskings.Propose.name: outcome.reply?["tasking"]?.objectValue?["id"]?.stringValue
            default: String?.none
            }
        guard let id, referenceOf[id] == nil || minted[reference] == nil else { return }
        minted[reference] = id
        referenceOf[id] = reference
    }

    func keepReceipt(_ outcome: Outcome) {
        guard let key = outcome.key, outcome.changes else { return }
        let place = Receipts.Key(principal: outcome.principal, key: key)
        if isRepeated(place, outcome) { return }
        model.receipts.keep(
            .init(request: outcome.request, parameters: outcome.parameters, answer: outcome.answer, at: clock.now), place)
    }

    private func isRepeated(_ key: Receipts.Key, _ outcome: Outcome) -> Bool {
        guard let receipt = model.receipts.all[key] else { return false }
        return Receipts.nameless(receipt.answer) == Receipts.nameless(outcome.answer)
    }

    /// Names, and what a reading answer must hold.
    ///
    /// - Parameter isSettled: whether nothing was changed meanwhile.
    func take(_ outcome: Outcome, isSettled: Bool) throws {
        if outcome.kind == .unknown, outcome.changes { return try lookUpNames(outcome) }
        guard outcome.kind == .done else { return }
        if !outcome.isRepetition { try checkTold(outcome, isSettled: isSettled) }
        if outcome.changes { return outcome.isRepetition ? () : takeNames(outcome) }
        if outcome.method?.isChange ?? true || !isSettled { return }
        try checkAnswer(outcome)
    }

    private func takeNames(_ outcome: Outcome) {
        takeContacts(outcome)
        switch outcome.request.method {
        case Roster.PutExpert.name, Roster.EraseName.name:
            guard let expert = outcome.reply?["expert"]?.objectValue, let id = expert["id"]?.stringValue else { return }
            set(expert["name"]?.stringValue, of: id)
            setCompany(expert["partner"]?.objectValue?["name"]?.stringValue, of: id)
        case Roster.Import.name:
            for record in (try? JSONObject(json: outcome.parameters))?["records"]?.arrayValue ?? [] {
                guard let expert = record.objectValue?["expert"]?.objectValue, let id = expert["id"]?.stringValue,
                    outcome.reply?["seq"] != nil
                else { continue }
                if let name = expert["name"]?.stringValue { set(name, of: id) }
                setCompany(expert["partner"]?.objectValue?["name"]?.stringValue, of: id)
            }
        default: break
        }
    }

    /// A caller who cannot repeat a call looks what has become of it.
    private func lookUpNames(_ outcome: Outcome) throws {
        let parameters = (try? JSONObject(json: outcome.parameters)) ?? [:]
        let records = parameters["records"]?.arrayValue?.compactMap { $0.objectValue?["expert"]?.objectValue?["id"]?.stringValue } ?? []
        let ids = [parameters["id"]?.stringValue, parameters["expert"]?.objectValue?["id"]?.stringValue].compactMap { $0 } + records
        for id in ids {
            guard let expert = try? ExpertID(id), let process else { continue }
            let known = try process.store.read { try $0.expert(expert) }
            set(known?.name, of: id)
            setCompany(known?.partner?.name, of: id)
        }
        try lookUpContacts(parameters)
    }

    private func set(_ name: String?, of id: String) {
        guard let id = try? ExpertID(id) else { return }
        let before = model.names[id]
        model.names[id] = name
        replace(before, by: name)
    }

    private func setCompany(_ name: String?, of id: String) {
        guard let id = try? ExpertID(id) else { return }
        let before = model.companies[id]
        model.companies[id] = name
        replace(before, by: name)
    }

    private func replace(_ before: String?, by name: String?) {
        guard before != name else { return }
        if let before { (hasErased, _) = (true, erased.insert(before)) }
        if let name { erased.remove(name) }
    }
}
