import CRRTProtocol
public import Varlink

/// What a test expects of a call.
public enum Answer<Reply> {
    case reply(Reply)
    case error(RemoteError)

    public var error: RemoteError? {
        if case .error(let error) = self { return error }
        return nil
    }

    /// The reply; throws the error that came instead.
    public func reply() throws -> Reply {
        switch self {
        case .reply(let reply): return reply
        case .error(let error): throw error
        }
    }

    /// The last part of the error's name.
    public var errorName: String? { error.map { String($0.name.split(separator: ".").last ?? "") } }
}

extension VarlinkClient {
    /// Calls, and gives an error reply as a value.
    public func ask<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters) throws -> Answer<M.Reply> {
        do { return .reply(try call(method, parameters)) } catch .remote(let error) { return .error(error) }
    }
}

extension RunningDaemon {
    /// The sample roster as of today, each nation's part by its own contact point.
    public func importSampleRoster() throws {
        let records = try MovedSamples.roster()
        for nation in TestSite.nations {
            let own = records.filter { $0.nation == nation }
            if own.isEmpty { continue }
            _ = try connect(uid: TestSite.contact(nation)).call(Roster.Import.self, .init(records: own))
        }
    }
}
