import Testing

/// What shipped files may not hold, and how large they may grow.
@Suite struct WordTests {
    /// Word, where it is looked for, why. Written apart, so that this file does not hold them itself.
    static let forbidden: [(word: String, why: String)] = [
        ("mo" + "ck", "shipped code has no test doubles"),
        ("st" + "ub", "shipped code has no test doubles"),
        ("fa" + "ke", "shipped code has no test doubles"),
        ("dum" + "my", "shipped code has no test doubles"),
        ("TO" + "DO", "what is not done is written down elsewhere or not shipped"),
        ("FIX" + "ME", "what is not done is written down elsewhere or not shipped"),
        ("HA" + "CK", "what is not done is written down elsewhere or not shipped"),
    ]

    @Test func noTestWordsAndNoPromises() {
        for file in Checkout.files(under: ["Sources", "Plugins", "migrations", "etc"]) where Self.mayHold(file.text) {
            for (number, line) in file.lines.enumerated() {
                for (word, why) in Self.forbidden where Self.holds(line, word) {
                    Issue.record("\(file.path):\(number + 1) holds '\(word)': \(why)")
                }
            }
        }
    }

    /// Promises are not made in tests, scripts and pages either.
    @Test func noPromisesAnywhere() {
        let promises = Self.forbidden.filter { $0.word == $0.word.uppercased() }
        for file in Checkout.written {
            for (word, why) in promises where file.text.holdsWord(word) || file.text.holdsWord(word.lowercased()) {
                let place = file.place(of: file.text.holdsWord(word) ? word : word.lowercased())
                Issue.record("\(place) holds '\(word)': \(why)")
            }
        }
    }

    /// Whether a text has one of the words, in any case and as any part of a word. Most files have none.
    private static func mayHold(_ text: String) -> Bool {
        let small = text.lowercased()
        return forbidden.contains { word, _ in small.holds(word.lowercased()) }
    }

    /// Promises are written in capitals; test words stand alone, in any case, or as part of a name: `MockStore`, `dummy_row`.
    static func holds(_ line: Substring, _ word: String) -> Bool {
        if word == word.uppercased() { return line.contains(word) }
        let capitalized = word.prefix(1).uppercased() + word.dropFirst()
        for form in [word, capitalized, word.uppercased()] {
            for found in line.ranges(of: form) {
                let before = found.lowerBound == line.startIndex ? nil : line[line.index(before: found.lowerBound)]
                let after = found.upperBound == line.endIndex ? nil : line[found.upperBound]
                let begins = form == capitalized || before?.isLetter != true
                let ends = after?.isLowercase != true || after == "s" || after == "e"
                if begins && ends { return true }
            }
        }
        return false
    }

    @Test(arguments: [
        ("let mo" + "ck = 1", true), ("struct Mo" + "ckStore {}", true), ("func makeFa" + "ke()", true), ("// a st" + "ub", true),
        ("st" + "ubs", true),
        ("st" + "ubborn", false), ("smo" + "ckery", false), ("dum" + "my_row", true), ("DUM" + "MY", true), ("hammock", false),
    ])
    func theCheckerSees(_ line: String, _ seen: Bool) {
        #expect(Self.forbidden.contains { Self.holds(line[...], $0.word) } == seen)
    }

    @Test func filesStayShort() {
        // A generated file is as long as what it was made from; nobody edits it.
        for file in Checkout.swiftSources where !file.text.hasPrefix("// Made by VarlinkGenerator") {
            let count = file.lines.count - 1
            #expect(count <= 350, "\(file.path) has \(count) lines; one idea per file")
        }
    }

    @Test func linesStayShort() {
        for file in Checkout.swiftSources {
            for (number, line) in file.lines.enumerated() where line.utf8.count > 140 && line.count > 140 {
                Issue.record("\(file.path):\(number + 1) has \(line.count) columns; 140 are allowed")
            }
        }
    }

    /// The formatter wraps code, and leaves comments as they are.
    @Test func commentsStayShort() {
        let files = Checkout.written.filter { file in
            [".swift", ".sh", ".py", ".yaml", ".service"].contains(where: file.path.hasSuffix) && file.target == nil
        }
        for file in files {
            for (number, line) in file.lines.enumerated() where line.utf8.count > 140 && line.count > 140 {
                let text = line.drop { $0 == " " }
                guard ["//", "# "].contains(where: text.hasPrefix) else { continue }
                Issue.record("\(file.path):\(number + 1) has \(line.count) columns; 140 are allowed")
            }
        }
    }

    @Test func nothingTrapsOnPurpose() {
        let traps = ["fatalError(", "try!", " as! ", "precondition(", "preconditionFailure(", "assert(", "assertionFailure("]
        for file in Checkout.swiftSources where file.target != "VarlinkGenerator" {
            for (number, line) in file.lines.enumerated() {
                for trap in traps where line.holds(trap) && !line.drop(while: { $0 == " " }).hasPrefix("//") {
                    if trap == "precondition(", Self.checked[file.path] != nil { continue }
                    Issue.record("\(file.path):\(number + 1) holds \(trap): what can go wrong is an error with a name")
                }
            }
        }
        for path in Self.checked.keys where !Checkout.swiftSources.contains(where: { $0.path == path && $0.text.holds("precondition(") }) {
            Issue.record("\(path) may check a condition that the program itself makes true, and does not any more")
        }
    }

    /// Where a condition is checked that no input can make false, and what makes it true.
    private static let checked = [
        "Sources/CRRTMatching/Index/RosterPage.swift": "pages are cut to their capacity before they are made",
        "Sources/Varlink/JSON/JSONFields.swift": "the generator writes the names and their limits",
    ]

    /// Recorded texts end as programs print them.
    @Test func filesEndWithOneLineBreak() {
        for file in Checkout.written where !file.text.isEmpty && file.path != "Tests/CrrtctlTests/Help.txt" {
            if !file.text.hasSuffix("\n") || file.text.hasSuffix("\n\n") { Issue.record("\(file.path) does not end with one line break") }
            if file.text.holds("\r") { Issue.record("\(file.place(of: "\r")) holds a carriage return") }
            // Manuals and Debian's rules are indented with tabs.
            if !file.path.hasPrefix("docs/man/"), !file.path.hasPrefix("deploy/debian/"), file.text.holds("\t") {
                Issue.record("\(file.place(of: "\t")) holds a tab")
            }
            if file.text.holds(" \n") { Issue.record("\(file.place(ofLineThatEndsWith: " ")) ends with a space") }
        }
    }

    /// The product stands for itself: no path of the machine that it was written on.
    @Test func noPathsOfTheWorkshop() {
        for file in Checkout.written {
            for path in ["/wo" + "rk/", "../sha" + "red"] where file.text.holds(path) {
                Issue.record("\(file.place(of: path)) refers to \(path)")
            }
        }
    }
}
