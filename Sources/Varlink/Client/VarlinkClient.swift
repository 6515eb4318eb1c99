/// A blocking Varlink client on one socket, one call at a time. It is for programs that have nothing else to do meanwhile.
///
/// Every error but ``ClientError/remote(_:)`` ends the connection, and later calls throw ``ClientError/closed``. Members of a reply that
/// are not declared are ignored, so that a newer service does not break an older client.
public final class VarlinkClient {
    private let socket: ClientSocket

    /// Seconds that sending a call may take, and then each reply; nil waits for ever.
    public var timeout: Int?

    /// Connects to the service that listens at a path.
    ///
    /// - Parameters:
    ///   - path: The path of the socket.
    ///   - seconds: The longest wait for a service whose connection queue is full; nil waits for ever.
    /// - Throws: ``ClientError/unreachable(path:errno:)`` or ``ClientError/timedOut``.
    public init(path: String, within seconds: Int? = nil) throws(ClientError) {
        socket = try ClientSocket(path: path, within: seconds)
    }

    /// Takes ownership of a connected stream socket.
    public init(fileDescriptor: Int32) {
        socket = ClientSocket(descriptor: fileDescriptor)
    }

    /// Closes the connection now instead of with the client.
    public func close() {
        socket.close()
    }

    /// Calls a method and waits for its reply.
    ///
    /// - Throws: `ClientError`; ``ClientError/remote(_:)`` leaves the connection open.
    public func call<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters) throws(ClientError) -> M.Reply {
        try decode(M.Reply.self, from: try single(M.name, parameters.jsonBytes()))
    }

    /// Calls a method by name.
    ///
    /// - Parameters:
    ///   - method: The full name, such as `io.crrtd.Service.Ping`.
    ///   - parameters: A JSON object, UTF-8.
    /// - Returns: The parameters of the reply as they came.
    /// - Throws: `ClientError`; ``ClientError/remote(_:)`` leaves the connection open.
    public func callRaw(_ method: String, _ parameters: [UInt8]) throws(ClientError) -> [UInt8] {
        try single(method, parameters).parameters
    }

    /// Calls a method with `more`.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - parameters: Its parameters.
    ///   - each: Gets every reply, decoded and as it came, until the last one or until it returns false. Where it returns false or throws,
    ///     the connection is closed, because nothing else stops the other side.
    /// - Throws: `ClientError`, or the error of `each`.
    public func stream<M: VarlinkMethod>(
        _ method: M.Type, _ parameters: M.Parameters, _ each: (M.Reply, _ raw: [UInt8]) throws -> Bool
    ) throws {
        try stream(M.name, parameters.jsonBytes()) { reply in try each(try self.decode(M.Reply.self, from: reply), reply.parameters) }
    }

    /// Calls a method and does not wait. There will be no reply, and no error.
    ///
    /// - Throws: `ClientError` where the call cannot be sent.
    public func oneway<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters) throws(ClientError) {
        try send(M.name, parameters.jsonBytes(), flag: "oneway")
    }
}

extension VarlinkClient {
    private func single(_ method: String, _ parameters: [UInt8]) throws(ClientError) -> ReplyMessage {
        try send(method, parameters, flag: nil)
        let reply = try receive()
        guard !reply.continues else {
            socket.close()
            let reason = "a reply to be continued that was not asked for"
            throw .malformed(JSONError(kind: .badValue, path: "continues", reason: reason, offset: 0))
        }
        return reply
    }

    private func stream(_ method: String, _ parameters: [UInt8], _ each: (ReplyMessage) throws -> Bool) throws {
        try send(method, parameters, flag: "more")
        while true {
            let reply = try receive()
            do {
                guard try each(reply) else { return socket.close() }
            } catch {
                socket.close()
                throw error
            }
            if !reply.continues { return }
        }
    }

    private func send(_ method: String, _ parameters: [UInt8], flag: StaticString?) throws(ClientError) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("method", method)
        writer.key("parameters")
        writer.raw(parameters)
        if let flag { writer.member(flag, true) }
        writer.endObject()
        try socket.send(writer.bytes, within: timeout)
    }

    /// The next reply. An error reply is thrown.
    private func receive() throws(ClientError) -> ReplyMessage {
        let reply: ReplyMessage
        do throws(ClientError) {
            reply = try socket.receive(within: timeout) { message in
                Result { () throws(JSONError) in try ReplyMessage(message) }.mapError(ClientError.malformed)
            }
        } catch {
            socket.close()
            throw error
        }
        guard let name = reply.error else { return reply }
        throw .remote(RemoteError(name: name, parameters: try decode(JSONObject.self, from: reply)))
    }

    private func decode<Value: JSONDecodable>(_: Value.Type, from reply: ReplyMessage) throws(ClientError) -> Value {
        do throws(JSONError) {
            return try Value(json: reply.parameters, ignoringUnknownFields: true)
        } catch {
            socket.close()
            throw .malformed(error.within("parameters"))
        }
    }
}
