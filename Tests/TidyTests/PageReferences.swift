/// What pages, sources and comments refer to: pages, files, tests and decisions.
enum PageReferences {
    /// Names of files that do not exist, and why a page has them.
    static let examples: Set<String> = [
        // docs/adding-a-method.md makes these.
        "Sources/CRRTService/UseCases/Roster/ReadSkill.swift", "Sources/crrtctl/Skill/SkillShow.swift",
        "Tests/IntegrationTests/SkillTests.swift", "SkillTests",
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

    /// The numbers of decisions that a text names: `decision 12`, `decision 0007`.
    static func decisions(in text: String) -> [Int] {
        text.splitIntoLines.filter { $0.holds("ecision ") }.flatMap { line in
            line.matches(of: /[Dd]ecision (\d{1,4})(?!\d)/).compactMap { Int($0.1) }
        }
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
