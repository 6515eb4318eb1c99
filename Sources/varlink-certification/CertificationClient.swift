import Varlink

/// Runs the certification against a service: each call sends what the call before returned.
struct CertificationClient {
    /// A reply that breaks the rules.
    struct Failure: Error {
        var test: String
        var reason: String
    }

    private let client: VarlinkClient

    init(path: String) throws {
        client = try VarlinkClient(path: path)
        client.timeout = 10
    }

    func run() throws {
        let id = try client.call(Certification.Start.self, .init()).client_id
        try runContainers(id, values: try runValues(id))
        let end = try client.call(Certification.End.self, .init(client_id: id))
        guard end.all_ok else { throw Failure(test: "End", reason: "not all is well") }
    }

    private func runValues(_ id: String) throws -> Certification.Test05.Reply {
        let bool = try client.call(Certification.Test01.self, .init(client_id: id)).bool
        let int = try client.call(Certification.Test02.self, .init(client_id: id, bool: bool)).int
        let float = try client.call(Certification.Test03.self, .init(client_id: id, int: int)).float
        let string = try client.call(Certification.Test04.self, .init(client_id: id, float: float)).string
        return try client.call(Certification.Test05.self, .init(client_id: id, string: string))
    }

    private func runContainers(_ id: String, values: Certification.Test05.Reply) throws {
        let structure = try client.call(
            Certification.Test06.self,
            .init(client_id: id, bool: values.bool, int: values.int, float: values.float, string: values.string)
        ).struct
        let map = try client.call(
            Certification.Test07.self,
            .init(
                client_id: id,
                struct: .init(bool: structure.bool, int: structure.int, float: structure.float, string: structure.string))
        ).map
        let set = try client.call(Certification.Test08.self, .init(client_id: id, map: map)).set
        let myType = try client.call(Certification.Test09.self, .init(client_id: id, set: set.mapValues { _ in .init() })).mytype
        try runFlags(id, myType)
    }

    private func runFlags(_ id: String, _ myType: Certification.MyType) throws {
        guard CertificationValues.matches(myType) else { throw Failure(test: "Test09", reason: "another value than the one agreed on") }
        var replies: [String] = []
        try client.stream(Certification.Test10.self, .init(client_id: id, mytype: myType)) { reply, _ in
            replies.append(reply.string)
            return true
        }
        guard replies == CertificationValues.replies else { throw Failure(test: "Test10", reason: "the replies are \(replies)") }
        try client.oneway(Certification.Test11.self, .init(client_id: id, last_more_replies: replies))
    }
}
