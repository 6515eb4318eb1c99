import ByteSearch
import CRRTDomain
import CRRTProtocol
import CRRTStore
import Foundation
import JournalProof
import SimulatedDisk
import Varlink

/// What is looked at beside the answers: cheap things after each step, others now and then and at each start.
extension World {
    /// Nothing that is due waits for longer than the daemon takes to notice a clock that was set: a minute.
    func checkDeadlines() throws {
        guard let process, !isFull, !isAway else {
            // The minute begins once the daemon can write.
            dueSince = nil
            return
        }
        // Deadlines are of the records, so they change with an entry only.
        if deadline?.seq != model.head.seq { deadline = (model.head.seq, try process.store.read { try $0.nextDeadline() }) }
        guard let (at, deadline) = deadline?.first, at <= clock.now else {
            dueSince = nil
            return
        }
        let since = dueSince ?? process.background.passed
        dueSince = since
        if process.background.passed - since > .seconds(61) {
            throw Violation(.deadlines, "\(deadline) was due at \(at), and the clock says \(clock.now)")
        }
    }

    /// Verifies the journal and all rows, and the roster in memory.
    func checkDeeply() throws {
        guard let process, origin.checks(.signatures, .chain, .rows, .roster, .names, .parts) else { return }
        coverage.count(event: "verified")
        let begin = ContinuousClock.now
        defer { coverage.spend(ContinuousClock.now - begin, on: "(verifying)") }
        let verdict = try process.store.verifyJournal(keys: keys)
        if let fault = verdict.faults.first { throw Violation(.signatures, "\(fault)") }
        guard verdict.last == model.head else {
            throw Violation(.chain, "the journal ends with \(verdict.last), the model with \(model.head)")
        }
        if isFull || isAway { return }
        let differences = try process.store.differingRows()
        if let first = differences.first { throw Violation(.rows, "\(first)") }
        let roster = try ask(SimulatedRequest(Service.CheckRoster.name, "{}", by: Cast.root))
        if roster.reply?["intact"]?.boolValue != true { throw Violation(.roster, String(decoding: roster.answer, as: UTF8.self)) }
        try checkErased()
        try checkPartsOfJournal()
    }

    /// The names beside the journal are those that were given.
    func checkNames() throws {
        guard let process else { return }
        for (id, name) in model.names.sorted(by: { $0.key < $1.key }) {
            let there = try process.store.read { try $0.expert(id)?.name }
            guard there == name else { throw Violation(.names, "\(id) is \(there ?? "nobody"), not \(name)") }
        }
        for (id, name) in model.companies.sorted(by: { $0.key < $1.key }) {
            let there = try process.store.read { try $0.expert(id)?.partner?.name }
            guard there == name else { throw Violation(.names, "\(id) works for \(there ?? "none"), not \(name)") }
        }
        try checkContacts()
    }

    /// No file of the daemon holds a name that was erased.
    func checkErased() throws {
        if erased.isEmpty || isFull || erasedName() == nil { return }
        // A log that could not be emptied is tried again each second.
        process?.background.pass(.seconds(2))
        process?.background.run()
        guard let (name, end) = erasedName() else { return }
        throw Violation(.names, "\(name) was erased and is in the database's \(end.isEmpty ? "file" : "write-ahead log")")
    }

    /// A name that was erased and is in a file, with the end of the file's name.
    private func erasedName() -> (name: String, end: String)? {
        for end in ["", "-wal"] {
            guard let data = FileManager.default.contents(atPath: SimulatedProcess.database(disk) + end) else { continue }
            if let found = data.withUnsafeBytes({ erasedName(in: $0) }) { return (found, end) }
        }
        return nil
    }

    /// Names that begin as all drawn ones do are found in one pass, however many were erased.
    private func erasedName(in bytes: UnsafeRawBufferPointer) -> String? {
        let (begin, lengths) = (Generator.names, Set(erased.map(\.utf8.count)))
        var offset = 0
        while let found = bytes.offset(of: begin, from: offset) {
            for length in lengths where found + length <= bytes.count {
                let text = String(decoding: bytes[found..<found + length], as: UTF8.self)
                if erased.contains(text) { return text }
            }
            offset = found + 1
        }
        return erased.first { !$0.hasPrefix(begin) && bytes.offset(of: $0) != nil }
    }

    // MARK: - Watches

    func watch(_ number: Int, _ request: SimulatedRequest) throws {
        guard let process else { return }
        watches[number]?.call.close()
        let parameters = Reference.resolve(request.parameters, minted, folder: disk.folder)
        typeCall(request, parameters)
        let call = process.begin(request, parameters)
        watches[number] = Watch(call: call, request: request)
        process.background.run()
        coverage.count(Outcome(request, request.parameters, by: principal(of: request), call))
    }

    /// Each watcher has been sent what there is, in order, and nothing twice.
    func checkWatches() throws {
        for number in watches.keys.sorted() {
            guard var watch = watches[number] else { continue }
            let replies = watch.call.replies
            for reply in replies[watch.read...] { try check(reply, of: &watch) }
            watch.read = replies.count
            watches[number] = watch.call.isOver ? nil : watch
            guard !watch.call.isOver, !watch.isHeld, site.person(watch.request.caller)?.roles.contains(.auditor) ?? false else { continue }
            if let position = watch.position, position != model.head.seq {
                throw Violation(.watch, "the auditor was sent entries up to \(position) of \(model.head.seq)")
            }
        }
    }

    private func check(_ reply: SimulatedCall.Reply, of watch: inout Watch) throws {
        guard reply.error == nil, let object = try? JSONObject(json: reply.json), let seq = object["seq"]?.integerValue.map({ Int($0) })
        else { return }
        let isEntry = object["entry"] != nil
        if let before = watch.position {
            guard isEntry ? seq > before : seq >= before else {
                throw Violation(.watch, "\(watch.request.caller) was sent position \(seq) after \(before)")
            }
            if site.person(watch.request.caller)?.roles.contains(.auditor) ?? false, isEntry, seq != before + 1 {
                throw Violation(.watch, "the auditor was sent entry \(seq) after \(before)")
            }
        }
        watch.position = seq
    }
}
