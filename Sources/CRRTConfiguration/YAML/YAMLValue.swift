internal import CRRTDomain
internal import Yams

/// A value of a YAML file with its position and its name, so that every error has both.
///
/// Plain YAML only: words are read as they are written, so that `NO` is no boolean and `010` no octal number.
struct YAMLValue {
    let source: SourceText
    /// As a reader would call it: `weights.notice`, `principals[0].roles`.
    let name: String
    let node: Node

    /// The root of a file; nil where it holds nothing but comments.
    static func root(of source: SourceText) throws(ConfigurationError) -> YAMLValue? {
        do {
            let node = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8).singleRoot()
            return node.map { YAMLValue(source: source, name: "", node: $0) }
        } catch {
            throw YAMLFailure.from(error, source)
        }
    }

    func failure(_ reason: String) -> ConfigurationError { failure(reason, at: node) }

    func failure(_ reason: String, at node: Node) -> ConfigurationError {
        source.failure(reason, line: node.mark?.line, column: node.mark?.column)
    }

    /// Whether it is a `key:` without a value, as when all lines below it are commented out.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// One word or text as written.
    func text() throws(ConfigurationError) -> String {
        guard case .scalar(let scalar) = node else { throw failure("\(name) must be a single value") }
        guard !isEmpty, !scalar.string.isEmpty else { throw failure("\(name) has no value") }
        if scalar.string.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw failure("\(name) holds a control character")
        }
        return scalar.string
    }

    func boolean() throws(ConfigurationError) -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        case let other: throw failure("\(name) is \(quoted(other)); write true or false")
        }
    }

    func integer(_ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
        let written = try text()
        guard let value = Int(written), range.contains(value), written.first != "+" else {
            throw failure("\(name) is \(quoted(written)); write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// One of these words. The error for any other names the nearest.
    func choice(_ kind: String, of known: [String]) throws(ConfigurationError) -> String {
        let word = try text()
        guard known.contains(word) else {
            let near = Spelling.nearest(to: word, among: known, most: 1).joined()
            throw failure("unknown \(kind) \(quoted(word)); nearest: \(near); known: \(known.joined(separator: ", "))")
        }
        return word
    }

    /// A value of the domain. The error has the domain's reason.
    func value<Value>(_ read: (String) throws(InvalidField) -> Value) throws(ConfigurationError) -> Value {
        let written = try text()
        do { return try read(written) } catch { throw failure(error.reason) }
    }

    /// The items of a list; none where the key has no value.
    func items() throws(ConfigurationError) -> [YAMLValue] {
        if isEmpty { return [] }
        guard case .sequence(let sequence) = node else { throw failure("\(name) must be a list, such as [one, two]") }
        return sequence.enumerated().map { YAMLValue(source: source, name: "\(name)[\($0.offset)]", node: $0.element) }
    }

    /// The keys and values of a table, each key once.
    func entries() throws(ConfigurationError) -> [(key: String, keyNode: Node, value: YAMLValue)] {
        if isEmpty { return [] }
        guard case .mapping(let mapping) = node else {
            throw failure("\(name.isEmpty ? "the file" : name) must hold keys with values, such as 'key: value'")
        }
        var found: [(key: String, keyNode: Node, value: YAMLValue)] = []
        var keys: Set<String> = []
        for (keyNode, child) in mapping {
            guard case .scalar(let key) = keyNode else { throw failure("a key must be a single word", at: keyNode) }
            // The parser compares explicit tags as well; here `a` and `!!binary a` are one key.
            guard keys.insert(key.string).inserted else { throw failure("\(quoted(key.string)) is given twice", at: keyNode) }
            let path = name.isEmpty ? key.string : name + "." + key.string
            found.append((key.string, keyNode, YAMLValue(source: source, name: path, node: child)))
        }
        return found
    }

    /// The values of a table that may hold these keys only.
    func section(_ known: [String]) throws(ConfigurationError) -> [String: YAMLValue] {
        var values: [String: YAMLValue] = [:]
        for (key, keyNode, value) in try entries() {
            guard known.contains(key) else {
                let near = Spelling.nearest(to: key, among: known, most: 1).joined()
                throw failure("unknown key \(quoted(key)); nearest: \(near)", at: keyNode)
            }
            values[key] = value
        }
        return values
    }
}
