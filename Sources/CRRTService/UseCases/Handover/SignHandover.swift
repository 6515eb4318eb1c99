import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The officer whose shift ends signs the report and says who takes over.
enum SignHandover {
    static func run(_ parameters: Handover.Sign.Parameters, _ command: Command) throws -> Handover.Sign.Reply {
        try checkSuccessor(parameters.to, command)
        guard let since = try ParameterFields.instant("since", parameters.since), since < command.now else {
            throw Refusal.invalid("since", "\(parameters.since) has not come yet; a shift began before now")
        }
        let isDigest = parameters.digest.utf8.count == 64 && parameters.digest.utf8.allSatisfy(isDigit)
        guard isDigest else { throw Refusal.invalid("digest", "is not 64 hexadecimal digits in small letters, as sha256sum prints them") }
        guard parameters.position >= 0 else { throw Refusal.invalid("position", "is negative; it is where the report ends in the journal") }
        if command.caller.seesEverything, parameters.position > (try command.rows.seq()) {
            throw Refusal.invalid("position", "\(parameters.position) is behind the end of the journal, \(try command.rows.seq())")
        }
        let detail = [
            "to": parameters.to, "since": since.description, "digest": parameters.digest,
            // Positions of callers who see less are made of the time, and say nothing to others.
            "position": command.caller.seesEverything ? "\(parameters.position)" : nil,
        ]
        let seq = try command.append(.handoverSigned, Handovers.subject, [], detail: detail.merging(command.authorDetail) { $1 })
        return .init(handover: try command.lastHandover(), seq: seq)
    }

    /// Whether a byte is a hexadecimal digit, a letter only if it is small. `Character.isHexDigit` takes full-width digits, too.
    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// Checks that the name is that of a duty officer, and can be of another person.
    private static func checkSuccessor(_ name: String, _ command: Command) throws {
        let desks = command.site.configuration.principals.filter { $0.roles.contains(.duty) }
        guard let entry = desks.first(where: { $0.name == name }) else {
            let others = desks.filter { !isCaller($0, command.caller) }.map(\.name)
            let known = others.isEmpty ? "there is none but you" : "there are \(others.joined(separator: ", "))"
            throw Refusal.invalid(
                "to", "\(quoted(name)) is no principal with the role duty; \(known); the administrator adds them in principals.yaml")
        }
        if isCaller(entry, command.caller) { throw Refusal.invalid("to", "\(name) is you; name the officer who takes over") }
    }

    /// Whether a principal is the caller and no other person.
    private static func isCaller(_ entry: PrincipalEntry, _ caller: Caller) -> Bool {
        let principal = caller.principal
        return caller.entries.contains(entry.name)
            && (principal.playedBy != nil || (entry.groups.isEmpty && entry.users == [principal.uid]))
    }
}

extension Command {
    /// The caller, for the entry.
    fileprivate var authorDetail: [String: String?] {
        let principal = caller.principal
        return ["by": principal.name, "uid": "\(principal.uid)", "playedBy": principal.playedBy]
    }

    /// The last handover as the caller is told it, which has just been written.
    fileprivate func lastHandover() throws -> Handover.Signature {
        guard let last = try Handovers.last(1, self).last else { throw InvalidField("journal", "has no entry about the handover") }
        return shown(last)
    }
}

/// The officer who takes over accepts the report.
enum AcceptHandover {
    static func run(_ parameters: Handover.Accept.Parameters, _ command: Command) throws -> Handover.Accept.Reply {
        guard let last = try Handovers.last(1, command).last else {
            throw Refusal.illegal(
                "handover", state: "unsigned", event: "accept", "the officer before you signs first: crrtctl handover sign")
        }
        guard last.state == .signed else {
            let by = last.acceptedBy?.name ?? "another"
            throw Refusal.illegal("handover", state: "accepted", event: "accept", "\(by) accepted it \(last.acceptedAt ?? "")")
        }
        guard command.caller.entries.contains(last.to) else {
            throw Refusal.permission("this is for \(last.to), to whom \(last.by.name) handed over")
        }
        guard try !command.caller.principal.isSamePerson(as: Principal(last.by)) else {
            throw Refusal.permission("this is for another person than \(last.by.name), who signed it")
        }
        if let digest = parameters.digest, digest != last.digest {
            throw Refusal.invalid(
                "digest", "is not that of the report which \(last.by.name) signed \(last.at), \(last.digest); read that one")
        }
        let seq = try command.append(
            .handoverAccepted, Handovers.subject, [],
            detail: (["from": last.by.name, "digest": last.digest] as [String: String?]).merging(command.authorDetail) { $1 })
        return .init(handover: try command.lastHandover(), seq: seq)
    }
}

/// The last handovers, the newest first.
enum ListHandovers {
    static func run(_ parameters: Handover.List.Parameters, _ query: Query) throws -> Handover.List.Reply {
        let limit = parameters.limit ?? 10
        guard (1...100).contains(limit) else { throw Refusal.invalid("limit", "\(limit) is not 1 to 100") }
        return .init(handovers: try Handovers.last(limit, query).reversed().map { query.shown($0) })
    }
}
