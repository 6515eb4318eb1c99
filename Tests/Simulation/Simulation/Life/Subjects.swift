import CRRTProtocol

/// What the steps of a life are about: the request whose id they name, first or through its tasking, or else what kind of step they are.
struct Subjects {
    /// Each once, in the order of the steps.
    private(set) var names: [String] = []
    private var byStep: [Int: String] = [:]

    init(_ steps: [Step]) {
        var known: Set<String> = []
        for step in steps {
            let name = named(by: step)
            byStep[step.number] = name
            if known.insert(name).inserted { names.append(name) }
        }
    }

    func name(of step: Step) -> String { byStep[step.number] ?? step.action.name }

    /// Steps that name another step's id are about what that one is about.
    private func named(by step: Step) -> String {
        guard case .call(let requests) = step.action else { return step.action.name }
        let earlier = requests.lazy.flatMap { Reference.steps(in: $0.parameters) }.compactMap { byStep[$0] }.first
        if let earlier { return earlier }
        let method = requests.first?.method ?? ""
        return method == Requests.Submit.name ? "\(method) \(step.number)" : method
    }
}
