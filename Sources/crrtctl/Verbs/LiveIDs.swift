import ArgumentParser
import CRRTDomain
import CRRTProtocol

/// What a shell completes an id with: those that the daemon has now and the caller may see.
enum LiveIDs {
    case requests, taskings, experts, teams, effects

    /// One page is more than anybody reads through; typing on narrows it down.
    private static let most = 1000
    /// Seconds. The user waits for the key to answer.
    private static let patience = 2

    /// - Parameters:
    ///   - words: the command line so far, for its `--socket`, `--instance` and `--as`.
    ///   - prefix: what has been typed of the id. An offer's id begins with its nation, a request's has it second.
    /// - Returns: nothing where the daemon does not answer, or is another machine's: a shell must not ask for a password.
    func ids(_ words: [String], _ prefix: String) -> [String] {
        guard let link = LiveIDs.link(words), let found = try? list(link, nation: nation(prefix)) else { return [] }
        return found.prefix(LiveIDs.most).filter(isID)
    }

    /// A shell gets nothing but ids: what a server says is typed on the user's command line.
    func isID(_ text: String) -> Bool {
        switch self {
        case .requests: (try? RequestID(text)) != nil
        case .taskings: (try? TaskingID(text)) != nil
        case .experts: (try? ExpertID(text)) != nil
        case .teams: (try? TeamID(text)) != nil
        case .effects: (try? EffectID(text)) != nil
        }
    }

    private func list(_ link: Link, nation: String?) throws(Failure) -> [String] {
        switch self {
        case .requests:
            (try link.call(Requests.List.self, .init(nation: nation, limit: LiveIDs.most)).reply.requests ?? []).compactMap(\.id)
        case .taskings:
            (try link.call(Taskings.List.self, .init(nation: nation, limit: LiveIDs.most)).reply.taskings ?? []).map(\.id)
        case .experts: (try link.call(Roster.ListExperts.self, .init(nation: nation, limit: LiveIDs.most)).reply.experts ?? []).map(\.id)
        case .teams: (try link.call(Roster.ListTeams.self, .init(nation: nation, limit: LiveIDs.most)).reply.teams ?? []).map(\.id)
        case .effects: (try link.call(Roster.ListEffects.self, .init(nation: nation, limit: LiveIDs.most)).reply.effects ?? []).map(\.id)
        }
    }

    /// A tasking's nation option means who contributes, not whose request it is.
    func nation(_ prefix: String) -> String? {
        let parts = prefix.uppercased().split(separator: "-")
        let place =
            switch self {
            case .requests: 1
            case .taskings: parts.count
            case .experts, .teams, .effects: 0
            }
        guard place < parts.count, parts[place].utf8.count == 3 else { return nil }
        return String(parts[place])
    }

    private static func link(_ words: [String]) -> Link? {
        guard var everywhere = try? GlobalOptions.parse(options(words)), everywhere.host == nil else { return nil }
        everywhere.timeout = patience
        return (try? everywhere.desk())?.link
    }

    /// The options among the words that say where the daemon is and who asks.
    static func options(_ words: [String]) -> [String] {
        var options: [String] = []
        for (index, word) in words.enumerated() {
            let name = String(word.prefix { $0 != "=" })
            guard ["--socket", "--instance", "--host", "-H", "--as"].contains(name) else { continue }
            options += name == word ? Array(words[index...].prefix(2)) : [word]
        }
        return options
    }
}

extension CompletionKind {
    private static func live(_ ids: LiveIDs) -> CompletionKind { .custom { words, _, prefix in ids.ids(words, prefix) } }

    static var requests: CompletionKind { live(.requests) }
    static var taskings: CompletionKind { live(.taskings) }
    static var experts: CompletionKind { live(.experts) }
    static var teams: CompletionKind { live(.teams) }
    static var effects: CompletionKind { live(.effects) }
}
