import Varlink

/// A step as one line, a JSON object: what `crrtd-simulate --replay` reads.
extension Step {
    public var text: String {
        var object: JSONObject = ["step": .integer(Int64(number))]
        let (name, arguments) = action.words
        object[name] = .array(arguments)
        if let trouble { object["trouble"] = .array(trouble.words) }
        if isShuffled { object["shuffled"] = true }
        if isHidden { object["hidden"] = true }
        if pause > 0 { object["pause"] = .integer(Int64(pause)) }
        return JSONValue.object(object).jsonString()
    }

    /// - Throws: `StepTextError` with the line that cannot be read.
    public init(text: some StringProtocol) throws {
        guard let object = try? JSONObject(json: Array(text.utf8)), let number = object["step"]?.integerValue, object.members.count > 1,
            let arguments = object.members[1].value.arrayValue, let action = Action(object.members[1].name, arguments)
        else { throw StepTextError(line: String(text)) }
        self.init(Int(number), action, isShuffled: object["shuffled"]?.boolValue ?? false)
        isHidden = object["hidden"]?.boolValue ?? false
        pause = object["pause"]?.integerValue.map { Int($0) } ?? 0
        guard let words = object["trouble"]?.arrayValue else { return }
        guard let trouble = Trouble(words) else { throw StepTextError(line: String(text)) }
        self.trouble = trouble
    }
}

public struct StepTextError: Error, CustomStringConvertible {
    var line: String
    public var description: String { "cannot read the step \(line)" }
}

extension SimulatedRequest {
    var value: JSONValue {
        var object: JSONObject = ["caller": .integer(Int64(caller)), "method": .string(method), "parameters": .string(parameters)]
        for (name, isSet) in [("more", more), ("pages", followsPages), ("rehearses", rehearses)] where isSet { object[name] = true }
        if let part { object["part"] = .string(part) }
        return .object(object)
    }

    init?(_ value: JSONValue) {
        guard let object = value.objectValue, let caller = object["caller"]?.integerValue, let method = object["method"]?.stringValue,
            let parameters = object["parameters"]?.stringValue
        else { return nil }
        self.init(method, parameters, by: UInt32(caller))
        more = object["more"]?.boolValue ?? false
        followsPages = object["pages"]?.boolValue ?? false
        rehearses = object["rehearses"]?.boolValue ?? false
        part = object["part"]?.stringValue
    }
}

extension Step.Action {
    fileprivate var words: (String, [JSONValue]) {
        func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
        return switch self {
        case .call(let requests): ("call", requests.map(\.value))
        case .wait(let milliseconds): ("wait", [.integer(milliseconds)])
        case .setClock(let milliseconds): ("setClock", [.integer(milliseconds)])
        case .configure(let place): ("configure", [number(place)])
        case .watch(let place, let request): ("watch", [number(place), request.value])
        case .hold(let place): ("hold", [number(place)])
        case .release(let place): ("release", [number(place)])
        case .leave(let place): ("leave", [number(place)])
        case .backup(let place): ("backup", [number(place)])
        case .restore(let place): ("restore", [number(place)])
        case .rebuild: ("rebuild", [])
        case .restart: ("restart", [])
        case .kill: ("kill", [])
        case .cut(let survival): ("cut", [.string(survival.rawValue)])
        case .fillUp: ("fillUp", [])
        case .heal: ("heal", [])
        case .moveAway: ("moveAway", [])
        case .putBack: ("putBack", [])
        case .verify: ("verify", [])
        }
    }

    fileprivate init?(_ name: String, _ words: [JSONValue]) {
        let place = words.first?.integerValue.map { Int($0) }
        switch (name, place) {
        case ("call", _):
            let requests = words.compactMap { SimulatedRequest($0) }
            guard requests.count == words.count else { return nil }
            self = .call(requests)
        case ("wait", let milliseconds?): self = .wait(milliseconds: Int64(milliseconds))
        case ("setClock", let milliseconds?): self = .setClock(milliseconds: Int64(milliseconds))
        case ("configure", let place?): self = .configure(place)
        case ("watch", let place?):
            guard words.count == 2, let request = SimulatedRequest(words[1]) else { return nil }
            self = .watch(place, request)
        case ("hold", let place?): self = .hold(place)
        case ("release", let place?): self = .release(place)
        case ("leave", let place?): self = .leave(place)
        case ("backup", let place?): self = .backup(place)
        case ("restore", let place?): self = .restore(place)
        case ("rebuild", nil): self = .rebuild
        case ("restart", nil): self = .restart
        case ("kill", nil): self = .kill
        case ("cut", nil):
            guard let survival = words.first?.stringValue.flatMap(Trouble.Survival.init) else { return nil }
            self = .cut(survival)
        case ("fillUp", nil): self = .fillUp
        case ("heal", nil): self = .heal
        case ("moveAway", nil): self = .moveAway
        case ("putBack", nil): self = .putBack
        case ("verify", nil): self = .verify
        default: return nil
        }
    }
}

extension Trouble {
    fileprivate var words: [JSONValue] {
        switch self {
        case .cut(let place, let survival): ["cut", .integer(Int64(place)), .string(survival.rawValue)]
        case .fail(let operation, let place, let error, let short):
            ["fail", .string(operation.rawValue), .integer(Int64(place)), .integer(Int64(error)), .integer(Int64(short))]
        case .kill(let pieces): ["kill", .integer(Int64(pieces))]
        }
    }

    fileprivate init?(_ words: [JSONValue]) {
        let numbers = words.compactMap { $0.integerValue.map { Int($0) } }
        switch words.first?.stringValue {
        case "cut":
            guard numbers.count == 1, let survival = words.last?.stringValue.flatMap(Survival.init) else { return nil }
            self = .cut(at: numbers[0], survival)
        case "fail":
            guard numbers.count == 3, let operation = words[1].stringValue.flatMap(Operation.init) else { return nil }
            self = .fail(operation, at: numbers[0], errno: Int32(numbers[1]), shortBy: numbers[2])
        case "kill":
            guard numbers.count == 1 else { return nil }
            self = .kill(afterPieces: numbers[0])
        default: return nil
        }
    }
}
