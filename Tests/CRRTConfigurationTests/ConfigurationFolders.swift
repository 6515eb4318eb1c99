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
    }
    return try body(folder.path)
}

func load(_ files: [String: String]) throws -> Configuration {
    try withFolder(files) { try Configuration.load(directory: $0) }
}

/// The complaint about these files, with the temporary folder left out; "none" where they are taken.
func complaint(_ files: [String: String]) throws -> String { try complaint(files.mapValues { Data($0.utf8) }) }

func complaint(_ files: [String: Data]) throws -> String {
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
