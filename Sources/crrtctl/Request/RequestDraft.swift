import CRRTDomain
import Glibc
import Varlink

/// The answers of a guided submission in a file, so that none is lost. It is written after every answer, so that it is there after Ctrl-C
/// or a lost connection, and removed once the request is filed or given up.
final class RequestDraft {
    let path: String
    private let screen: Screen
    private(set) var isKept: Bool
    private var hasComplained = false

    /// - Parameters:
    ///   - path: An earlier draft to go on with; nil for a new one.
    ///   - environment: The value of a variable, nil where it is not set.
    init(_ path: String?, now: Instant, _ screen: Screen, environment: (String) -> String?) {
        isKept = path != nil
        self.screen = screen
        self.path = path ?? RequestDraft.folder(environment) + RequestDraft.name(now)
    }

    /// The folder with its slash, as the XDG Base Directory Specification has it: `$XDG_STATE_HOME/crrtctl/` or `~/.local/state/crrtctl/`.
    /// Without a home it is the present folder.
    static func folder(_ environment: (String) -> String?) -> String {
        // The specification has relative paths ignored.
        if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/crrtctl/" }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return "" }
        return home + "/.local/state/crrtctl/"
    }

    /// `request-2026-11-30T095255Z-4711.json`
    private static func name(_ now: Instant) -> String {
        "request-\(now.description.filter { $0 != ":" }.prefix { $0 != "." && $0 != "Z" })Z-\(getpid()).json"
    }

    /// Writes the answers. Only the owner can read them. That they cannot be written is told once, and is no reason to stop.
    func keep(_ answers: JSONObject) {
        do throws(Failure) {
            makeFolders()
            try OutputFile.replace(path, answers.jsonBytes())
            isKept = true
            let lines = advice(answers).map { EscapedText.line($0) + "\n" }.joined()
            InterruptTrailer.install("\n" + lines + screen.closingNotice, on: Terminal.errors)
        } catch {
            if !hasComplained { screen.notice("your answers cannot be kept in a file: \(error.text)") }
            hasComplained = true
        }
    }

    /// Where the answers are, how they are to be handled, and how to go on.
    func advice(_ answers: JSONObject) -> [String] {
        let label = answers["classification"]?.stringValue.map { "its label is \($0)" } ?? "it has no label yet"
        return [
            "your answers are kept in \(path): only you can read it, \(label), handle it so",
            "next: crrtctl request submit --draft \(ShellWord.path(path))",
        ]
    }

    func remove() {
        InterruptTrailer.remove()
        if isKept { unlink(path) }
        isKept = false
    }

    /// Makes the folders that are missing. What cannot be made shows when the file is written.
    private func makeFolders() {
        guard !isKept else { return }
        for (index, character) in zip(path.indices, path) where character == "/" && index != path.startIndex {
            mkdir(String(path[..<index]), 0o700)
        }
    }
}
