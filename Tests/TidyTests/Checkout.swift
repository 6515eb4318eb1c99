import Foundation

/// One file of the checkout, by its path from the package's root.
struct TidyFile: Sendable {
    let path: String
    let text: String
    let lines: [Substring]

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        lines = text.splitIntoLines
    }

    /// `Sources/crrtctl/Match.swift` belongs to `crrtctl`, `etc/Catalogues.swift` to no folder under Sources.
    var target: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// The first line that holds a text, for messages: `docs/domain.md:12`. Only the path where no line does.
    func place(of text: String) -> String {
        lines.firstIndex { $0.holds(text) }.map { "\(path):\($0 + 1)" } ?? path
    }

    func place(ofLineThatEndsWith end: String) -> String {
        lines.firstIndex { $0.hasSuffix(end) }.map { "\(path):\($0 + 1)" } ?? path
    }

    /// The modules that it imports, with any attributes and access level.
    var imports: [String] {
        lines.compactMap { line in
            // Comments have the word more often than imports.
            guard line.holds("import "), !line.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") else { return nil }
            let attributes = /\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?/
            let kinds = /(?:(?:struct|class|enum|protocol|typealias|func|var|let)\s+)?/
            let words = line.trimmingPrefix(attributes)
            guard words.hasPrefix("import ") else { return nil }
            return String(words.dropFirst("import ".count).trimmingPrefix(kinds).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
    }
}

/// The checkout that these tests were built from.
enum Checkout {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text files below these folders, sorted by path.
    static func files(under folders: [String], extensions: Set<String>? = nil) -> [TidyFile] {
        let found = folders.flatMap { folder -> [TidyFile] in
            let top = String(folder.prefix { $0 != "/" })
            return (contents[top] ?? []).filter { $0.path.hasPrefix(folder + "/") }
        }
        return found.filter { file in
            extensions.map { $0.contains { file.path.hasSuffix("." + $0) } } ?? true
        }.sorted { $0.path < $1.path }
    }

    /// The text files of each top folder that a test reads. They are read once.
    private static let contents: [String: [TidyFile]] = {
        let folders = ["Sources", "Tests", "Plugins", "migrations", "etc", "deploy", "docs", "systemd", "Benchmarks", "samples", ".ci"]
        return Dictionary(uniqueKeysWithValues: folders.map { ($0, read($0)) })
    }()

    private static func read(_ folder: String) -> [TidyFile] {
        let start = root.appendingPathComponent(folder)
        guard let walker = FileManager.default.enumerator(at: start, includingPropertiesForKeys: [.isRegularFileKey]) else { return [] }
        return walker.compactMap { $0 as? URL }.compactMap { file in
            // Beside the benchmarks stands a build of their own.
            if file.lastPathComponent == ".build" { walker.skipDescendants() }
            guard (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true,
                let text = try? String(contentsOf: file, encoding: .utf8)
            else { return nil }
            return TidyFile(path: folder + file.path.dropFirst(start.path.count), text: text)
        }
    }

    static let swiftSources = files(under: ["Sources"], extensions: ["swift"])
    /// All that is shipped, compiled or read.
    static let shipped = files(under: ["Sources", "Plugins", "migrations", "etc", "deploy", "docs", "systemd", "Benchmarks"])
    /// The pages for people, in whichever folder they stand.
    static let pages = files(under: contents.keys.sorted(), extensions: ["md"]) + rootFiles.filter { $0.path.hasSuffix(".md") }
    /// All that people write: what is shipped, the tests, the pages, `Package.swift` and what CI runs. Samples are data.
    static let written = shipped + files(under: ["Tests", ".ci"]) + rootFiles + pages.filter { $0.path.hasPrefix("samples/") }

    /// The pages and `Package.swift` in the root.
    private static let rootFiles: [TidyFile] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { $0.hasSuffix(".md") || $0 == "Package.swift" }.sorted().compactMap { name in
            (try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)).map { TidyFile(path: name, text: $0) }
        }
    }()

    /// The path of every file and folder, without what git does not keep.
    static let paths: Set<String> = {
        guard let walker = FileManager.default.enumerator(atPath: root.path) else { return [] }
        var paths: Set<String> = []
        while let path = walker.nextObject() as? String {
            if path.hasPrefix(".build") || path.hasSuffix("/.build") || path == ".git" || path == ".swiftpm" {
                walker.skipDescendants()
            } else {
                paths.insert(path)
            }
        }
        return paths
    }()

    static let packageText = (try? String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)) ?? ""
}
