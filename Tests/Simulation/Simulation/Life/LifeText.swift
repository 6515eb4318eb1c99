import Varlink

/// A life as text: its origin on the first line, then a line for each step. `crrtd-simulate --replay` takes it.
public struct LifeText {
    public var origin: World.Origin
    public var steps: [Step]

    public init(_ origin: World.Origin, _ steps: [Step]) { (self.origin, self.steps) = (origin, steps) }

    public var text: String {
        let first: JSONObject = [
            "seed": .string(String(origin.seed)), "exercise": .bool(origin.isExercise), "signed": .bool(origin.isSigned),
            "twin": .bool(origin.isTwin),
        ]
        return ([JSONValue.object(first).jsonString()] + steps.map(\.text)).joined(separator: "\n") + "\n"
    }

    /// - Throws: `StepTextError` with the first line that cannot be read.
    public init(text: String, folder: String) throws {
        let lines = text.split(separator: "\n")
        guard let first = lines.first, let object = try? JSONObject(json: Array(first.utf8)),
            let seed = object["seed"]?.stringValue.flatMap({ UInt64($0) })
        else { throw StepTextError(line: lines.first.map(String.init) ?? "") }
        origin = World.Origin(
            seed: seed, isExercise: object["exercise"]?.boolValue ?? false, isSigned: object["signed"]?.boolValue ?? true,
            isTwin: object["twin"]?.boolValue ?? false, folder: folder)
        steps = try lines.dropFirst().map { try Step(text: $0) }
    }
}
