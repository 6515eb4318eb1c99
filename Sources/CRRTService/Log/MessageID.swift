public import Logging

/// The ids of log entries that administrators look for. `journalctl -x` explains each with the text in systemd/crrtd.catalog, and
/// `journalctl MESSAGE_ID=…` finds it, so an id is never reused for another kind.
public enum MessageID: String, Sendable, CaseIterable {
    case ready = "cc26cdea848c4dbeb08a93fed1a4bef9"
    case stopping = "c76e50e93c454635958dff63eacc099a"
    case notStarted = "2facbe4909394405adae06c3751cda1d"
    case reloaded = "c48402b1ce98498ca634d7159f05ebd4"
    case reloadRefused = "f5ee752852534ebc9e2b6613bdf30823"
    case decision = "901db1215e6b40ad851d8c13fe25e974"
    case deadlineFailed = "45f2eb4de6a74d7f8bc92fbd7c81bbc2"
    case storageFull = "4b4e5d0ab3c949b79c6f1e2f0f6a9a35"
    case storageGone = "a0c76c0d5c0b4a5f8f3b4c0be52f9d14"
    case outcomeUnknown = "e1b0c7d24a1c4f0e9e4d7c3cb9f4d6a8"
    case clockBehind = "06266b857c0e4fbe8e2c25f09448264a"
    case internalError = "c6417173e968452da4edb6d9f52d22c6"
    case connectionRefused = "246671f9360246b983982069d1dc6e1c"
    case callsCutOff = "17a387c54d824154b05631499cc15640"

    /// The `MESSAGE_ID` field together with other fields.
    public func with(_ fields: Logger.Metadata = [:]) -> Logger.Metadata {
        fields.merging(["MESSAGE_ID": "\(rawValue)"]) { _, id in id }
    }
}
