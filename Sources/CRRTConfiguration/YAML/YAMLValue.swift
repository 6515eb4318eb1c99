internal import CRRTDomain
internal import Yams

/// A value of a YAML file that knows its place and its name, so that every complaint says both.
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
            throw YAMLComplaint.from(error, source)
        }
    }

    func complaint(_ reason: String) -> ConfigurationError { complaint(reason, at: node) }

    func complaint(_ reason: String, at node: Node) -> ConfigurationError {
        source.complaint(reason, line: node.mark?.line, column: node.mark?.column)
    }

    /// `key:` with nothing behind it, as when every line below has been commented out.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// One word or text as written.
    func text() throws(ConfigurationError) -> String {
        guard case .scalar(let scalar) = node else { throw complaint("\(name) must be a single value") }
        guard !isEmpty, !scalar.string.isEmpty else { throw complaint("\(name) has no value") }
        if scalar.string.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw complaint("\(name) holds a control character")
        }
        return scalar.string
    }

    func boolean() throws(ConfigurationError) -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        case let other: throw complaint("\(name) is \(quoted(other)); write true or false")
        }
    }

    func integer(_ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
        let written = try text()
        guard let value = Int(written), range.contains(value), written.first != "+" else {
            throw complaint("\(name) is \(quoted(written)); write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// One of these words, or a complaint that names the nearest.
    func choice(_ kind: String, of known: [String]) throws(ConfigurationError) -> String {
        let word = try text()
        guard known.contains(word) else {
            let near = Spelling.nearest(to: word, among: known, most: 1).joined()
            throw complaint("unknown \(kind) \(quoted(word)); nearest: \(near); known: \(known.joined(separator: ", "))")
        }
        return word
    }

    /// A value of the domain, whose own complaint is kept.
    func value<Value>(_ read: (String) throws(InvalidField) -> Value) throws(ConfigurationError) -> Value {
        let written = try text()
        do { return try read(written) } catch { throw complaint(error.reason) }
    }

    /// The items of a list; none where the key has no value.
    func items() throws(ConfigurationError) -> [YAMLValue] {
        if isEmpty { return [] }
        guard case .sequence(let sequence) = node else { throw complaint("\(name) must be a list, such as [one, two]") }
        return sequence.enumerated().map { YAMLValue(source: source, name: "\(name)[\($0.offset)]", node: $0.element) }
    }

    /// The keys and values of a table, each key once.
    func entries() throws(ConfigurationError) -> [(key: String, place: Node, value: YAMLValue)] {
        if isEmpty { return [] }
        guard case .mapping(let mapping) = node else {
            throw complaint("\(name.isEmpty ? "the file" : name) must hold keys with values, such as 'key: value'")
        }
        var found: [(key: String, place: Node, value: YAMLValue)] = []
        var keys: Set<String> = []
        for (place, child) in mapping {
            guard case .scalar(let key) = place else { throw complaint("a key must be a single word", at: place) }
            // The parser compares explicit tags as well; here `a` and `!!binary a` are one key.
            guard keys.insert(key.string).inserted else { throw complaint("\(quoted(key.string)) is given twice", at: place) }
            let path = name.isEmpty ? key.string : name + "." + key.string
            found.append((key.string, place, YAMLValue(source: source, name: path, node: child)))
        }
        return found
    }

    /// The values of a table that may hold these keys only.
    func section(_ known: [String]) throws(ConfigurationError) -> [String: YAMLValue] {
        var values: [String: YAMLValue] = [:]
        for (key, place, value) in try entries() {
            guard known.contains(key) else {
                let near = Spelling.nearest(to: key, among: known, most: 1).joined()
                throw complaint("unknown key \(quoted(key)); nearest: \(near)", at: place)
            }
            values[key] = value
        }
        return values
    }
}
