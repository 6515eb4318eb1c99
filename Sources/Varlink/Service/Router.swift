/// The method table of a service: which code answers which method, and `org.varlink.service` itself.
///
/// Put together once, then only read. It knows no transport: ``dispatch(_:_:)`` is handed one call at a time and answers through it.
public struct Router: Sendable {
    typealias Handler = @Sendable (UnsafeRawBufferPointer, any PendingCall) -> Void

    private let vendor, product, version, url: String
    private let unexpected: @Sendable (any Error, String) -> any VarlinkErrorReply
    private var interfaces: [VarlinkInterface] = []
    private var elsewhere: (bytes: Int, run: @Sendable (Session, @escaping @Sendable () -> Void) -> Void)?
    private var handlers: [String: Handler] = [:]
    /// Methods that an interface declares, routed or not.
    private var declared: Set<String> = []

    /// - Parameters:
    ///   - vendor: For `GetInfo`, like the three that follow.
    ///   - unexpected: The reply to an error that a handler threw and that is not a reply itself; gets the error and the method. The place
    ///     to log it.
    public init(
        vendor: String, product: String, version: String, url: String,
        unexpected: @escaping @Sendable (any Error, String) -> any VarlinkErrorReply
    ) {
        (self.vendor, self.product, self.version, self.url) = (vendor, product, version, url)
        self.unexpected = unexpected
        add(VarlinkService.interface)
    }

    /// Every routed method, sorted, those of `org.varlink.service` included; for tests to hold against what the interfaces declare.
    public var methods: [String] { handlers.keys.sorted() }

    /// Serves the description of an interface. Methods of it that are not routed answer MethodNotImplemented.
    public mutating func add(_ interface: VarlinkInterface) {
        interfaces.append(interface)
        declared.formUnion(interface.methods.map(\.name))
        describe()
    }

    /// Routes a method.
    /// - Parameters:
    ///   - admit: Runs before the parameters are looked at, so that a caller without the right learns nothing from errors about fields.
    ///     What it gives is handed on.
    ///   - inspect: Looks at the parameters as they came, once they are known to be of the right types.
    ///   - handle: Answers the call, now or later. A ``VarlinkErrorReply`` thrown here or in `admit` becomes the error reply; any other
    ///     error goes through `unexpected`.
    public mutating func on<M: VarlinkMethod, C>(
        _ method: M.Type, admit: @escaping @Sendable (any PendingCall) throws -> C,
        inspect: @escaping @Sendable (UnsafeRawBufferPointer, _ method: String) throws -> Void = { _, _ in },
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
            } catch let error as any VarlinkErrorReply {
                pending.fail(error)
            } catch {
                pending.fail(unexpected(error, M.name))
            }
        }
    }

    /// Routes a method that everybody may call.
    public mutating func on<M: VarlinkMethod>(_ method: M.Type, _ handle: @escaping @Sendable (M.Parameters, Call<M>) throws -> Void) {
        on(method, admit: { _ in () }, { parameters, _, call in try handle(parameters, call) })
    }

    /// Has messages of more than that many bytes read, and their calls answered, by `run` on another thread: a caller with much to say
    /// then holds up no other who shares the thread that calls arrive on. `run` gets the session, to see whose it is, and what to do.
    public mutating func takeElsewhere(
        above bytes: Int, _ run: @escaping @Sendable (Session, @escaping @Sendable () -> Void) -> Void
    ) {
        elsewhere = (bytes, run)
    }

    /// Whether a message of this length, in bytes, is to be read by ``runElsewhere(of:_:)``.
    public func takesElsewhere(_ bytes: Int) -> Bool { elsewhere.map { bytes > $0.bytes } ?? false }

    /// Has a large message read on another thread; here where ``takeElsewhere(above:_:)`` has named none.
    public func runElsewhere(of session: Session, _ body: @escaping @Sendable () -> Void) {
        if let elsewhere { elsewhere.run(session, body) } else { body() }
    }

    /// Has a call answered. `parameters` is one JSON object, `{}` where the call had none; it is needed only until this returns.
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

    /// Routes `org.varlink.service` with what is known by now. Its answers are the same every time, so they are written once.
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
