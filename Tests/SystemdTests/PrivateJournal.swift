import Foundation
import Glibc
import Testing

/// Whether this machine lets a test have a mount namespace of its own.
let mayMakeNamespaces: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["--mount", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}()

/// A socket where libsystemd looks for the journal's, seen by this thread only: it gets a mount namespace with an empty `/run`.
func privateJournalSocket() throws -> DatagramReceiver {
    typealias Unshare = @convention(c) (Int32) -> Int32
    typealias Mount = @convention(c) (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UInt, UnsafeRawPointer?) -> Int32
    // The Glibc module shows neither function.
    let unshare = unsafeBitCast(try #require(dlsym(nil, "unshare")), to: Unshare.self)
    let mount = unsafeBitCast(try #require(dlsym(nil, "mount")), to: Mount.self)
    let newMounts: Int32 = 0x20000
    let recursivePrivate: UInt = 0x4000 | 0x40000
    try #require(unshare(newMounts) == 0)
    try #require(mount("none", "/", nil, recursivePrivate, nil) == 0)
    try #require(mount("tmpfs", "/run", "tmpfs", 0, nil) == 0)
    mkdir("/run/systemd", 0o755)
    mkdir("/run/systemd/journal", 0o755)
    return try DatagramReceiver(path: "/run/systemd/journal/socket")
}
