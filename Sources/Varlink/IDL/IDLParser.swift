extension InterfaceDescription {
    /// Reads an interface description. Beyond the grammar it checks that names are distinct and that every named type is defined.
    ///
    /// - Throws: `IDLError` with the line and column of the first fault.
    public init(parsing text: String) throws(IDLError) {
        var parser = IDLParser(tokens: try IDLScanner.tokens(of: text))
        self = try parser.interface()
    }
}

/// A recursive-descent parser. It remembers where each type is named, so that an error can point at a missing one.
struct IDLParser {
    typealias Token = IDLScanner.Token
    typealias Field = InterfaceDescription.Field
    typealias FieldType = InterfaceDescription.FieldType

    /// The most types inside types. Descriptions that people write stay far below.
    private static let maximumDepth = 32

    private let tokens: [Token]
    private var position = 0
    private var depth = 0
    private var references: [(name: String, token: Token)] = []

    init(tokens: [Token]) {
        self.tokens = tokens
    }

    mutating func interface() throws(IDLError) -> InterfaceDescription {
        let documentation = current.comments
        try keyword("interface")
        let name = try word("an interface name such as org.example.Name", IDLNames.isInterface)
        var members: [InterfaceDescription.Member] = []
        var names: Set<String> = []
        while current.kind != .end {
            let start = current
            let member = try self.member()
            guard names.insert(member.name).inserted else { throw failure("\(member.name) is there twice", at: start) }
            members.append(member)
        }
        try checkReferences(members)
        return InterfaceDescription(name: name, documentation: documentation, members: members)
    }

    private mutating func member() throws(IDLError) -> InterfaceDescription.Member {
        let start = advance()
        let documentation = start.comments
        switch start.kind {
        case .word("type"):
            return .type(.init(name: try memberName(), documentation: documentation, body: try fieldsOrChoices()))
        case .word("method"):
            let name = try memberName()
            let parameters = try fields()
            try punctuation("->")
            return .method(.init(name: name, documentation: documentation, parameters: parameters, reply: try fields()))
        case .word("error"):
            let name = try memberName()
            guard current.kind == .punctuation("(") else { throw failure("an error needs its parentheses, even empty ones") }
            return .error(.init(name: name, documentation: documentation, fields: try fields()))
        default:
            throw failure("expected type, method or error", at: start)
        }
    }

    private func checkReferences(_ members: [InterfaceDescription.Member]) throws(IDLError) {
        let types = Set(members.compactMap { if case .type(let type) = $0 { type.name } else { nil } })
        for reference in references where !types.contains(reference.name) {
            throw failure("there is no type \(reference.name)", at: reference.token)
        }
    }
}

// MARK: - Types

extension IDLParser {
    private mutating func fields() throws(IDLError) -> [Field] {
        let start = current
        switch try fieldsOrChoices() {
        case .structure(let fields): return fields
        default: throw failure("expected fields, found an enumeration", at: start)
        }
    }

    /// `(name: type, …)` or `(name, …)`. An empty pair of parentheses is an object without fields.
    private mutating func fieldsOrChoices() throws(IDLError) -> FieldType {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw failure("more than \(Self.maximumDepth) levels deep") }
        try punctuation("(")
        if current.kind == .punctuation(")") {
            advance()
            return .structure([])
        }
        if tokens[min(position + 1, tokens.count - 1)].kind == .punctuation(":") { return .structure(try fieldList()) }
        return .enumeration(try choiceList())
    }

    private mutating func fieldList() throws(IDLError) -> [Field] {
        var fields: [Field] = []
        var names: Set<String> = []
        repeat {
            let start = current
            var field = Field(name: try fieldName(), documentation: start.comments, type: .object)
            try punctuation(":")
            field.type = try type()
            guard names.insert(field.name).inserted else { throw failure("\(field.name) is there twice", at: start) }
            fields.append(field)
        } while try continuesList(&fields[fields.count - 1].documentation)
        return fields
    }

    private mutating func choiceList() throws(IDLError) -> [InterfaceDescription.Choice] {
        var choices: [InterfaceDescription.Choice] = []
        var names: Set<String> = []
        repeat {
            let start = current
            let name = try fieldName()
            guard names.insert(name).inserted else { throw failure("\(name) is there twice", at: start) }
            choices.append(.init(name: name, documentation: start.comments))
        } while try continuesList(&choices[choices.count - 1].documentation)
        return choices
    }

    /// Consumes the comma or the closing parenthesis after an entry, and the comment at the end of the entry's line.
    private mutating func continuesList(_ documentation: inout [String]) throws(IDLError) -> Bool {
        if position > 0, let trailingComment = tokens[position - 1].trailingComment { documentation.append(trailingComment) }
        guard current.kind == .punctuation(",") else {
            try punctuation(")")
            return false
        }
        if let trailingComment = advance().trailingComment { documentation.append(trailingComment) }
        return true
    }

    private mutating func type() throws(IDLError) -> FieldType {
        guard current.kind == .punctuation("?") else { return try plainType() }
        advance()
        guard current.kind != .punctuation("?") else { throw failure("a type is nullable once at most") }
        return .optional(try plainType())
    }

    private mutating func plainType() throws(IDLError) -> FieldType {
        guard current.kind == .punctuation("[") else { return try elementType() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw failure("more than \(Self.maximumDepth) levels deep") }
        advance()
        let isDictionary = current.kind == .word("string")
        if isDictionary { advance() }
        try punctuation("]")
        return isDictionary ? .dictionary(try type()) : .array(try type())
    }

    private mutating func elementType() throws(IDLError) -> FieldType {
        if current.kind == .punctuation("(") { return try fieldsOrChoices() }
        let token = current
        guard case .word(let name) = advance().kind else { throw failure("expected a type", at: token) }
        switch name {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        case "any": return .any
        default:
            guard IDLNames.isMember(name) else { throw failure("\(name) is not a type", at: token) }
            references.append((name, token))
            return .named(name)
        }
    }
}

// MARK: - Tokens

extension IDLParser {
    private var current: Token { tokens[position] }

    @discardableResult
    private mutating func advance() -> Token {
        defer { position = min(position + 1, tokens.count - 1) }
        return tokens[position]
    }

    private mutating func keyword(_ text: String) throws(IDLError) {
        guard current.kind == .word(text) else { throw failure("expected \(text)") }
        advance()
    }

    private mutating func punctuation(_ text: String) throws(IDLError) {
        guard current.kind == .punctuation(text) else { throw failure("expected \(text)") }
        advance()
    }

    private mutating func memberName() throws(IDLError) -> String {
        try word("a name of letters and digits that begins with a capital", IDLNames.isMember)
    }

    private mutating func fieldName() throws(IDLError) -> String {
        try word("a name of letters, digits and single inner underscores that begins with a letter", IDLNames.isField)
    }

    private mutating func word(_ expected: String, _ isGood: (String) -> Bool) throws(IDLError) -> String {
        guard case .word(let text) = current.kind, isGood(text) else { throw failure("expected \(expected)") }
        advance()
        return text
    }

    private func failure(_ reason: String, at token: Token? = nil) -> IDLError {
        let token = token ?? current
        return IDLError(line: token.line, column: token.column, reason: reason)
    }
}
