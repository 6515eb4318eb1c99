import ArgumentParser

/// The completion script of a shell. The parser generates it from a command tree in which global options may stand before the verb. For
/// bash, some of its functions are replaced, so that the shell does not expand texts of the daemon. For fish, the cursor is
/// found in another way.
enum CompletionScript {
    static func text(_ shell: Completion.Shell) -> String {
        switch shell {
        case .bash: Root.completionScript(for: .bash) + "\n" + bash
        case .zsh: Root.completionScript(for: .zsh)
        case .fish: Root.completionScript(for: .fish).replacing(fishCursor.parsers, with: fishCursor.own)
        }
    }

    /// How fish tells where in its word the cursor is. The parser's way asks for the place in the line, which fish before 4.0 refuses
    /// unless a person types. The length of the word up to the cursor is the same and always there.
    private static let fishCursor = (parsers: "(__crrtctl_tokens -tC)", own: "(string length -- (commandline -ct))")

    /// `Crrtctl` with global options before the noun.
    private struct Root: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: Crrtctl.configuration.commandName, abstract: Crrtctl.configuration.abstract,
                version: Crrtctl.configuration.version, subcommands: Crrtctl.configuration.subcommands.map(CompletionScript.widened))
        }

        @OptionGroup var globalOptions: GlobalOptions
    }

    /// A noun with global options before its verb.
    private struct Noun<Command: ParsableCommand>: ParsableCommand {
        static var configuration: CommandConfiguration { Command.configuration }

        @OptionGroup var globalOptions: GlobalOptions
    }

    private static func widened(_ command: any ParsableCommand.Type) -> any ParsableCommand.Type {
        func opened<Command: ParsableCommand>(_ command: Command.Type) -> any ParsableCommand.Type {
            command.configuration.subcommands.isEmpty ? command : Noun<Command>.self
        }
        return opened(command)
    }

    /// Replaces functions of the parser's script.
    ///
    /// - `compgen -W` expands the words that it is given, so that an id `$(…)` would be run. Here candidates are compared as they are.
    /// - readline splits words at each `=`. So `--socket=PATH` is joined again as `--socket PATH`, and `--json=short` is ignored.
    private static let bash = #"""
        __crrtctl_add_completions() {
            local candidate
            if [[ "${1}" = -W ]]; then
                while IFS='' read -r candidate; do
                    [[ -n "${candidate}" && "${candidate}" = "${cur}"* ]] && COMPREPLY+=("${candidate}")
                done <<<"${2}"
            else
                while IFS='' read -r candidate; do
                    COMPREPLY+=("${candidate}")
                done < <(compgen "${@}" -- "${cur}")
            fi
        }

        __crrtctl_cursor_index_in_current_word() {
            printf %s "${#cur}"
        }

        __crrtctl_start() {
            local cur="${2}"
            local -a words=("${COMP_WORDS[0]}")
            local -i index
            for ((index = 1; index <= COMP_CWORD; index++)); do
                if [[ "${COMP_WORDS[index]}" != '=' || "${words[${#words[@]} - 1]}" != --* ]]; then
                    words+=("${COMP_WORDS[index]}")
                elif [[ "${words[${#words[@]} - 1]}" = --json ]]; then
                    ((++index < COMP_CWORD)) && continue
                    [[ short = "${cur#=}"* ]] && COMPREPLY=(short)
                    return
                elif ((index == COMP_CWORD)); then
                    words+=('')
                    cur=''
                fi
            done
            local -ir current=$((${#words[@]} - 1))
            local -ar behind=("${COMP_WORDS[@]:COMP_CWORD + 1}")
            local -a COMP_WORDS=("${words[@]}" "${behind[@]}")
            local -i COMP_CWORD=current
            _crrtctl "${1}" "${cur}" "${words[current - 1]}"
            # It has put the shell's options back, and would do so again at the end of every file that is sourced.
            trap - RETURN
        }

        complete -o filenames -F __crrtctl_start crrtctl
        """#
}
