internal import Yams

/// The YAML parser's errors in this program's words: one line, with the place.
enum YAMLComplaint {
    static func from(_ error: any Error, _ source: SourceText) -> ConfigurationError {
        guard let error = error as? YamlError else { return source.complaint("cannot be read as YAML: \(error)", line: nil, column: nil) }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let during = context.map { "\($0.text) " } ?? ""
            return source.complaint("cannot be read as YAML: \(during)\(problem)", line: mark.line, column: mark.column)
        case .reader(let problem, let offset, _, _):
            let line = offset.map { source.text.prefix($0).count { $0.isNewline } + 1 }
            return source.complaint("cannot be read as YAML: \(problem)", line: line, column: nil)
        case .duplicatedKeysInMapping(let keys, let context):
            return source.complaint("'\(keys.first ?? "")' is given twice", line: context.mark.line, column: context.mark.column)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return source.complaint("cannot be read as YAML: \(error)", line: nil, column: nil)
        }
    }
}
