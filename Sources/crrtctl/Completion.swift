import ArgumentParser

struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "A script that lets your shell complete verbs, options and ids.",
        discussion: """
            The Debian package has installed it for all users. Without it:
            bash: source <(crrtctl completion bash)
            zsh: crrtctl completion zsh >~/.zfunc/_crrtctl
            fish: crrtctl completion fish >~/.config/fish/completions/crrtctl.fish
            """,
        examples: ["completion bash"])

    enum Shell: String, WordArgument {
        case bash, zsh, fish
    }

    @Argument(help: "The shell.")
    var shell: Shell

    /// Accepted and ignored, because a shell alias may contain them.
    @OptionGroup(visibility: .hidden)
    var globalOptions: GlobalOptions

    func run() { Terminal.write(CompletionScript.text(shell) + "\n", to: Terminal.output) }
}
