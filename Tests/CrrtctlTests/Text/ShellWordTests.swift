import Testing

@testable import crrtctl

/// Typed values in a command that is printed, so that crrtctl takes it again.
@Suite struct ShellWordTests {
    @Test(arguments: [("r.txt", "r.txt"), ("-x.txt", "./-x.txt"), ("/a b", "'/a b'"), ("-a b", "'./-a b'")])
    func paths(path: String, word: String) { #expect(ShellWord.path(path) == word) }

    @Test(arguments: [
        ("home by Friday", "--conditions 'home by Friday'"), ("- home by Friday", "--conditions='- home by Friday'"),
        ("none", "--conditions none"),
    ])
    func options(value: String, words: String) { #expect(ShellWord.option("--conditions", value) == words) }

    @Test(arguments: [("active", "active"), ("-active", "-- -active"), ("a b", "'a b'")])
    func arguments(value: String, words: String) { #expect(ShellWord.argument(value) == words) }
}
