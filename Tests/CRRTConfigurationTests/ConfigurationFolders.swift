import CRRTConfiguration
import Foundation

/// A temporary configuration folder that is gone afterwards.
func withFolder<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
    try withFolder(files.mapValues { Data($0.utf8) }, body)
}

func withFolder<Result>(_ files: [String: Data], _ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("crrtd-configuration-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, contents) in files {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try contents.write(to: file)
        // Whatever the umask: what others may write is refused.
        try restrict(file.path, to: folder.path)
    }
    return try body(folder.path)
}

/// Takes the others' right to write from a file and the folders above it, up to this one.
private func restrict(_ path: String, to top: String) throws {
    var place = path
    while place.count >= top.count {
        try FileManager.default.setAttributes([.posixPermissions: place == path ? 0o644 : 0o755], ofItemAtPath: place)
        place = (place as NSString).deletingLastPathComponent
    }
}

func load(_ files: [String: String]) throws -> Configuration {
    try withFolder(files) { try Configuration.load(directory: $0) }
}

/// The complaint about these files, with the temporary folder left out; "none" where they are taken.
func failure(_ files: [String: String]) throws -> String { try failure(files.mapValues { Data($0.utf8) }) }

func failure(_ files: [String: Data]) throws -> String {
    try withFolder(files) { folder in
        do throws(ConfigurationError) {
            _ = try Configuration.load(directory: folder)
            return "none"
        } catch {
            return error.description.replacingOccurrences(of: folder + "/", with: "")
        }
    }
}

/// The checkout's `etc/`.
let shippedFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("etc")
