internal import Yams

/// Converts errors of the YAML parser to one line with a position.
enum YAMLFailure {
    static func from(_ error: any Error, _ source: SourceText) -> ConfigurationError {
        guard let error = error as? YamlError else { return source.failure("cannot be read as YAML: \(error)", line: nil, column: nil) }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let during = context.map { "\($0.text) " } ?? ""
            return source.failure("cannot be read as YAML: \(during)\(problem)", line: mark.line, column: mark.column)
        case .reader(let problem, let offset, _, _):
            let line = offset.map { source.text.prefix($0).count { $0.isNewline } + 1 }
            return source.failure("cannot be read as YAML: \(problem)", line: line, column: nil)
        case .duplicatedKeysInMapping(let keys, let context):
            return source.failure("'\(keys.first ?? "")' is given twice", line: context.mark.line, column: context.mark.column)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return source.failure("cannot be read as YAML: \(error)", line: nil, column: nil)
        }
    }
}
