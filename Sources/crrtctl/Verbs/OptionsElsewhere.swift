import ArgumentParser

/// A verb that knows which verb has an option that it has not.
protocol OptionsElsewhere: ParsableCommand {
    /// The failure that names the other verb; nil where no option is of another one.
    ///
    /// - Parameter words: The command line that was refused, without the program's name.
    static func elsewhere(_ words: [String]) -> Failure?
}

extension OptionsElsewhere {
    /// The first option that this verb has not and the arguments have.
    static func option(in words: [String], of arguments: (some ParsableArguments).Type) -> String? {
        let options = words.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) }
        return options.first { has($0, arguments) && !has($0, Self.self) }
    }

    private static func has(_ option: String, _ arguments: (some ParsableArguments).Type) -> Bool {
        do {
            _ = try arguments.parse([option])
            return true
        } catch {
            return DetachedValueHint.optionWithoutValue(arguments.message(for: error)) == option
        }
    }
}
