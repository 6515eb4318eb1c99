/// The method table of a service: the handler of each method, and `org.varlink.service` itself.
///
/// It is built once and then only read. It knows no transport: ``dispatch(_:_:)`` gets a call and answers through it.
public struct Router: Sendable {
    typealias Handler = @Sendable (UnsafeRawBufferPointer, any PendingCall) -> Void

    private let vendor, product, version, url: String
    private let unexpected: @Sendable (any Error, String) -> any VarlinkErrorReply
    private var interfaces: [VarlinkInterface] = []
    private var elsewhere: (bytes: Int, run: @Sendable (Session, @escaping @Sendable () -> Void) -> Void)?
    private var handlers: [String: Handler] = [:]
    /// The methods that interfaces declare, routed or not.
    private var declared: Set<String> = []

    /// - Parameters:
    ///   - vendor: For `GetInfo`.
    ///   - product: For `GetInfo`.
    ///   - version: For `GetInfo`.
    ///   - url: For `GetInfo`.
    ///   - unexpected: Makes the reply to an error that a handler threw and that is no reply. It gets the error and the method, and is the
    ///     place to log them.
    public init(
        vendor: String, product: String, version: String, url: String,
        unexpected: @escaping @Sendable (any Error, String) -> any VarlinkErrorReply
    ) {
        (self.vendor, self.product, self.version, self.url) = (vendor, product, version, url)
        self.unexpected = unexpected
        add(VarlinkService.interface)
    }

    /// Every routed method, sorted, those of `org.varlink.service` included. Tests compare them with what the interfaces declare.
    public var methods: [String] { handlers.keys.sorted() }

    /// Serves the description of an interface. Its methods answer MethodNotImplemented until they are routed.
    public mutating func add(_ interface: VarlinkInterface) { add([interface]) }

    /// Serves the descriptions of several.
    public mutating func add(_ added: [VarlinkInterface]) {
        interfaces += added
        for interface in added { declared.formUnion(interface.methods.map(\.name)) }
        describe()
    }

    /// Routes a method.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - admit: Runs before the parameters are read, so that callers without the right learn nothing from errors about fields. Its result
    ///     is passed on.
    ///   - inspect: Gets the parameters as they came, once they are known to have the right types.
    ///   - refused: Gets the name of each error that is answered from here.
    ///   - handle: Answers the call, now or later. A ``VarlinkErrorReply`` thrown here, in `admit` or in `inspect` becomes the error reply.
    ///     Any other error goes through `unexpected`.
    public mutating func on<M: VarlinkMethod, C>(
        _ method: M.Type, admit: @escaping @Sendable (any PendingCall) throws -> C,
        inspect: @escaping @Sendable (UnsafeRawBufferPointer, _ method: String) throws -> Void = { _, _ in },
        refused: @escaping @Sendable (_ error: String) -> Void = { _ in },
        _ handle: @escaping @Sendable (M.Parameters, C, Call<M>) throws -> Void
    ) {
        let unexpected = unexpected
        handlers[M.name] = { bytes, pending in
            do {
                let admitted = try admit(pending)
                if M.more == .required, !pending.more { throw VarlinkService.ExpectedMore() }
                let parameters = try Self.decode(M.Parameters.self, bytes)
                try inspect(bytes, M.name)
                try handle(parameters, admitted, Call<M>(pending: pending))
            } catch {
                let reply = error as? any VarlinkErrorReply ?? unexpected(error, M.name)
                refused(type(of: reply).name)
                pending.fail(reply)
            }
        }
    }

    /// Routes a method that every caller may use. An error that `handle` throws becomes the error reply.
    public mutating func on<M: VarlinkMethod>(_ method: M.Type, _ handle: @escaping @Sendable (M.Parameters, Call<M>) throws -> Void) {
        on(method, admit: { _ in () }, { parameters, _, call in try handle(parameters, call) })
    }

    /// Lets another thread read large messages and answer their calls, so that they do not hold up other callers of the receiving thread.
    ///
    /// - Parameters:
    ///   - bytes: Longer messages are large.
    ///   - run: Runs its second argument on another thread. The first is the session, to know whose message it is.
    public mutating func offloadLargeCalls(
        above bytes: Int, _ run: @escaping @Sendable (Session, @escaping @Sendable () -> Void) -> Void
    ) {
        elsewhere = (bytes, run)
    }

    /// Whether a message of this length, in bytes, is to be read by ``runOffloaded(of:_:)``.
    public func offloads(_ bytes: Int) -> Bool { elsewhere.map { bytes > $0.bytes } ?? false }

    /// Reads a large message on another thread; on this one where ``offloadLargeCalls(above:_:)`` was not called.
    public func runOffloaded(of session: Session, _ body: @escaping @Sendable () -> Void) {
        if let elsewhere { elsewhere.run(session, body) } else { body() }
    }

    /// Answers a call.
    ///
    /// - Parameters:
    ///   - parameters: A JSON object, `{}` where the call had none. It must be valid until this returns.
    ///   - call: The call.
    public func dispatch(_ parameters: UnsafeRawBufferPointer, _ call: any PendingCall) {
        let method = call.method
        guard let handler = handlers[method] else { return call.fail(refusal(of: method)) }
        guard let elsewhere, parameters.count > elsewhere.bytes else { return handler(parameters, call) }
        let copy = Array(parameters)
        elsewhere.run(call.session) { copy.withUnsafeBytes { handler($0, call) } }
    }

    /// The error for a method without a handler.
    private func refusal(of method: String) -> any VarlinkErrorReply {
        if declared.contains(method) { return VarlinkService.MethodNotImplemented(method: method) }
        guard let dot = method.lastIndex(of: ".") else { return VarlinkService.MethodNotFound(method: excerpt(method)) }
        let interface = String(method[..<dot])
        return interfaces.contains { $0.name == interface }
            ? VarlinkService.MethodNotFound(method: excerpt(method)) : VarlinkService.InterfaceNotFound(interface: excerpt(interface))
    }

    private static func decode<P: JSONDecodable>(_ type: P.Type, _ bytes: UnsafeRawBufferPointer) throws -> P {
        do throws(JSONError) {
            var reader = JSONReader(bytes)
            reader.checksLimits = true
            let parameters = try P(from: &reader)
            try reader.finish()
            return parameters
        } catch {
            throw VarlinkService.InvalidParameter(parameter: error.path, message: error.reason)
        }
    }

    /// Routes `org.varlink.service`. Its answers are always the same, so they are encoded once.
    private mutating func describe() {
        let names = interfaces.map(\.name)
        let information = VarlinkService.GetInfo.Reply(vendor: vendor, product: product, version: version, url: url, interfaces: names)
            .jsonBytes()
        on(VarlinkService.GetInfo.self) { _, call in call.pending.send(information, continues: false) }

        let replies = interfaces.map { VarlinkService.GetInterfaceDescription.Reply(description: $0.text).jsonBytes() }
        let descriptions = Dictionary(zip(names, replies)) { first, _ in first }
        on(VarlinkService.GetInterfaceDescription.self) { parameters, call in
            guard let reply = descriptions[parameters.interface] else {
                throw VarlinkService.InterfaceNotFound(interface: excerpt(parameters.interface))
            }
            call.pending.send(reply, continues: false)
        }
    }
}
