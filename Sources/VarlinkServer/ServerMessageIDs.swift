/// The `MESSAGE_ID`s of a server's log entries (systemd.journal-fields(7)): 32 hexadecimal digits each; nil for none.
public struct ServerMessageIDs: Sendable, Hashable {
    /// Connections were refused.
    public var connectionRefused: String?
    /// Calls in progress were cut off when the server closed.
    public var callsCutOff: String?

    /// Without ids where none are given.
    public init(connectionRefused: String? = nil, callsCutOff: String? = nil) {
        self.connectionRefused = connectionRefused
        self.callsCutOff = callsCutOff
    }
}
