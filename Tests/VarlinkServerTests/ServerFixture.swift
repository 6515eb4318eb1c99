import Glibc
import Logging
import NIOCore
import NIOPosix
import Varlink
import VarlinkServer

/// A server on a socket in a folder of its own, for as long as the body runs.
struct ServerFixture {
    let folder: String
    let path: String
    let server: VarlinkServer
    let service: BenchService
    /// What has been logged, from notice upwards.
    let log: Mailbox<String>
    static let messageIDs = ServerMessageIDs(connectionRefused: "id-of-refusals", callsCutOff: "id-of-cut-off-calls")
    /// One entry for each large message that has been answered.
    let large: Mailbox<Void>

    static func with(
        _ limits: ServerLimits = ServerLimits(), isKnown: @escaping @Sendable (Peer) -> Bool = { _ in true },
        elsewhere: Mailbox<@Sendable () -> Void>? = nil, _ body: (ServerFixture) throws -> Void
    ) throws {
        try withFolder { folder in
            try withGroup { group in
                let fixture = ServerFixture(folder: folder, limits: limits, isKnown: isKnown, elsewhere: elsewhere, group: group)
                try fixture.server.bind(path: fixture.path, mode: 0o666)
                defer { fixture.server.closeBlocking() }
                try body(fixture)
            }
        }
    }

    init(
        folder: String, limits: ServerLimits = ServerLimits(), isKnown: @escaping @Sendable (Peer) -> Bool = { _ in true },
        elsewhere: Mailbox<@Sendable () -> Void>? = nil, group: any EventLoopGroup
    ) {
        self.folder = folder
        path = folder + "/socket"
        service = BenchService()
        let log = Mailbox<String>()
        self.log = log
        let large = Mailbox<Void>()
        self.large = large
        let logger = Logger(label: "test") { _ in MailboxLogHandler(mailbox: log) }
        server = VarlinkServer(
            router: service.router(elsewhere: elsewhere), limits: limits, group: group, log: logger, messageIDs: Self.messageIDs,
            onLargeCallCompleted: { large.put(()) },
            isKnown: isKnown)
    }

    /// Any user may connect: some peers are other users.
    static func withFolder(_ body: (String) throws -> Void) throws {
        var name = Array("/tmp/varlink-server-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw RawClient.Unreachable(errno: errno) }
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(folder, 0o755)
        defer {
            unlink(folder + "/socket")
            rmdir(folder)
        }
        try body(folder)
    }

    static func withGroup(_ body: (MultiThreadedEventLoopGroup) throws -> Void) throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            try body(group)
        } catch {
            try group.syncShutdownGracefully()
            throw error
        }
        try group.syncShutdownGracefully()
    }
}

struct MailboxLogHandler: LogHandler {
    let mailbox: Mailbox<String>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    init(mailbox: Mailbox<String>) {
        self.mailbox = mailbox
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        mailbox.put("\(event.level): \(event.message) \(event.metadata ?? [:])")
    }
}
