public import Logging

/// The ids of log entries that administrators look for. `journalctl -x` explains each with the text in systemd/crrtd.catalog, and
/// `journalctl MESSAGE_ID=…` finds it, so an id is never reused for another kind.
public enum MessageID: String, Sendable, CaseIterable {
    /// The daemon serves: overdue deadlines are dealt with, and calls are answered.
    case ready = "cc26cdea848c4dbeb08a93fed1a4bef9"
    /// The daemon was asked to stop. Calls that have begun are still answered.
    case stopping = "c76e50e93c454635958dff63eacc099a"
    /// The daemon did not start. The entry has the exit status.
    case notStarted = "2facbe4909394405adae06c3751cda1d"
    /// A new configuration is in force.
    case reloaded = "c48402b1ce98498ca634d7159f05ebd4"
    /// A new configuration was refused. The one that was in force stays.
    case reloadRefused = "f5ee752852534ebc9e2b6613bdf30823"
    /// A request, a tasking or a consent was changed. The entry has the number of the journal entry, which has the details.
    case decision = "901db1215e6b40ad851d8c13fe25e974"
    /// A due consent or request could not be looked up or written. It is tried again.
    case deadlineFailed = "45f2eb4de6a74d7f8bc92fbd7c81bbc2"
    /// The disk refuses to write. Changes are refused, questions are answered.
    case storageFull = "4b4e5d0ab3c949b79c6f1e2f0f6a9a35"
    /// A file of the database was deleted, replaced or moved away while it is open. Changes are refused.
    case storageGone = "a0c76c0d5c0b4a5f8f3b4c0be52f9d14"
    /// The disk did not confirm a commit. The daemon ends, to start again from what is on the disk.
    case outcomeUnknown = "e1b0c7d24a1c4f0e9e4d7c3cb9f4d6a8"
    /// The newest journal entry is later than the clock.
    case clockBehind = "06266b857c0e4fbe8e2c25f09448264a"
    /// A call met an error that has no name. Its caller got the reference that the entry has.
    case internalError = "c6417173e968452da4edb6d9f52d22c6"
    /// A user has too many connections, or all users together have.
    case connectionRefused = "246671f9360246b983982069d1dc6e1c"
    /// Some calls took longer than a stopping daemon waits. Their callers got no answer.
    case callsCutOff = "17a387c54d824154b05631499cc15640"

    /// The `MESSAGE_ID` field together with other fields.
    public func with(_ fields: Logger.Metadata = [:]) -> Logger.Metadata {
        fields.merging(["MESSAGE_ID": "\(rawValue)"]) { _, id in id }
    }
}
