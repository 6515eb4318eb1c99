/// What pages, sources and comments refer to: pages, files, tests and decisions.
enum PageReferences {
    /// Names of files that do not exist, and why a page has them.
    static let examples: Set<String> = [
        // docs/adding-a-method.md makes these.
        "Sources/CRRTService/UseCases/Roster/ReadSkill.swift", "Sources/crrtctl/Skill/SkillShow.swift",
        "Tests/IntegrationTests/SkillTests.swift", "SkillTests",
        // A site makes it, and so does deploy/demo.sh.
        "etc/signing-key.pub",
    ]

    /// The pages that a text names: `docs/domain.md`, `domain.md`, `(decisions/0007-names.md)`. Addresses of other sites are left out.
    static func pages(in text: String) -> [String] {
        text.splitIntoLines.filter { $0.holds(".md") }.flatMap { line in
            line.matches(of: /(https?:\/\/\S*)|([\w.\/-]+\.md)(?!\w)/).compactMap { $0.2.map(String.init) }
        }
    }

    /// Whether a page exists that a file names: from the file's own folder, from the root, from `docs/`, or where the package puts it.
    static func isPage(_ name: String, namedIn file: String, among paths: Set<String>) -> Bool {
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        let installed = "docs/" + name.replacing("/usr/share/doc/crrtd/", with: "")
        return [folder.isEmpty ? name : folder + "/" + name, name, installed].contains { paths.contains(resolved($0)) }
    }

    /// `docs/decisions/../domain.md` is `docs/domain.md`.
    private static func resolved(_ path: String) -> String {
        var names: [Substring] = []
        for name in path.split(separator: "/") where name != "." {
            if name == ".." { _ = names.popLast() } else { names.append(name) }
        }
        return names.joined(separator: "/")
    }

    /// Files and folders that a page names between backquotes. Patterns and names on another machine are left out.
    static func files(in text: String) -> [String] {
        text.matches(of: /`([\w.\/@+-]+)`/).map { String($0.1) }.filter { name in
            let isFolder = name.hasSuffix("/") && !name.hasPrefix("/")
            return isFolder || name.contains(/[\w+-]\.(swift|sh|sql|varlink|md|py|awk|scd|catalog)$/) && !name.hasPrefix("/")
        }
    }

    /// Paths from the root, in backquotes or not: `deploy/demo.sh`, `../Sources/crrtd/Boot.swift`. Patterns and paths on another machine
    /// are left out. Only pages are asked for what also is the name of a folder on another machine, such as `etc`.
    static func paths(in line: Substring, ofPage isPage: Bool) -> [String] {
        guard folders.contains(where: line.holds) || isPage && siteFolders.contains(where: line.holds) else { return [] }
        let found = line.matches(of: /(^|[^\w\/.$}>*~-])(?:\.\.\/)*(([A-Za-z.]+)\/[\w.\/@+-]*\w)/)
        return found.filter { match in
            let top = "\(match.3)/"
            let next = line[match.range.upperBound...].first ?? " "
            return (folders.contains(top) || isPage && siteFolders.contains(top)) && !"*<${(…".contains(next)
        }.map { String($0.2) }
    }

    private static let folders = ["deploy/", "Sources/", "Tests/", "docs/", "Benchmarks/", "migrations/", "Plugins/", ".ci/"]
    private static let siteFolders = ["etc/", "systemd/"]

    /// Whether the checkout has a path, or one that ends with it, as `etc/` in an example may. A decision may be named by its number only.
    static func isPath(_ name: String, among paths: Set<String>) -> Bool {
        isFile(name, among: paths) || name.contains(/decisions\/\d{4}$/) && paths.contains { $0.hasPrefix(name + "-") }
            || name.firstMatch(of: /^(.*\.swift)\/\w+$/).map { paths.contains(String($0.1)) } ?? false
    }

    /// Whether a file or folder of the checkout ends with this path.
    static func isFile(_ name: String, among paths: Set<String>) -> Bool {
        let wanted = name.hasSuffix("/") ? String(name.dropLast()) : name
        return paths.contains(wanted) || paths.contains { $0.hasSuffix("/" + wanted) }
    }

    /// Suites and targets of tests that a page names: `RightsTableTests`, `CRRTServiceTests/NotaryTests`.
    static func tests(in text: String) -> Set<String> {
        Set(text.matches(of: /(\w*[a-z]Tests)(?!\w)/).map { String($0.1) })
    }

    /// Test functions that a page names with their suite: `NotaryTests/whenItSigns`.
    static func functions(in text: String) -> [(suite: String, function: String)] {
        text.matches(of: /`(\w*[a-z]Tests)\/([a-z]\w*)`/).map { (String($0.1), String($0.2)) }
    }

    /// The numbers of decisions that a text names: `decision 12`, `decision 0007`, `decisions 3, 4 and 7`.
    static func decisions(in text: String) -> [Int] {
        text.splitIntoLines.filter { $0.holds("ecision") }.flatMap { line in
            line.matches(of: /[Dd]ecisions? (\d{1,4}(?:(?:, | and | or )\d{1,4})*)(?!\d)/).flatMap { found in
                found.1.split { !$0.isNumber }.compactMap { Int($0) }
            }
        }
    }

    /// Links to a decision whose text has another number than the page they lead to.
    static func wronglyNumberedLinks(in line: Substring) -> [String] {
        guard line.holds("](") else { return [] }
        return line.matches(of: /\[[^\]\d]*(\d{1,4})\]\((?:\.\.\/|docs\/|decisions\/)*(\d{4})-/).filter { Int($0.1) != Int($0.2) }
            .map { String($0.0) }
    }

    /// The headings of a page as its links name them: in small letters, with dashes for spaces, without other signs.
    static func anchors(of text: String) -> Set<String> {
        Set(
            text.matches(of: /(?m)^#+ (.*)$/).map { heading in
                String(
                    heading.1.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
                        .map { $0 == " " ? "-" : $0 })
            })
    }

    /// The links of a page to headings, each with the page that it leads to; empty for the same page.
    static func links(in text: String) -> [(page: String, anchor: String)] {
        text.matches(of: /\]\(([\w.\/-]*)#([\w-]+)\)/).map { (String($0.1), String($0.2)) }
    }
}
