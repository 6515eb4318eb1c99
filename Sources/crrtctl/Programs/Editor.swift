import Glibc

/// The user's editor: $VISUAL, or $EDITOR, or Debian's `sensible-editor`, or vi.
enum Editor {
    static func open(_ path: String) throws(Failure) {
        let named = ["VISUAL", "EDITOR"].compactMap { (name: String) in getenv(name).map { String(cString: $0) } }.first { !$0.isEmpty }
        guard named != nil || Terminal.isTerminal(Terminal.input) else {
            throw .usage("there is no terminal to edit on, and $VISUAL and $EDITOR name no editor")
        }
        let editor = named ?? (access("/usr/bin/sensible-editor", X_OK) == 0 ? "sensible-editor" : "vi")
        // A shell, because the variables may hold options as well: EDITOR="code --wait".
        let status = try ChildProgram.run(["sh", "-c", "exec \(editor) \"$@\"", editor, path])
        guard status == 0 else { throw Failure(.failed, "the editor '\(editor)' ended with status \(status); nothing was changed") }
    }
}
