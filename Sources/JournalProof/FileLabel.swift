public import CRRTDomain
import Varlink

/// The label of an exported journal: the highest classification that a request or an effect in it has ever had.
///
/// The header proves nothing, so what it says of the site can only raise the label.
public struct FileLabel: Sendable, Hashable {
    /// nil where nothing in the file has a classification.
    public private(set) var classification: Classification?
    /// Whether the header or a record says that it is an exercise.
    public private(set) var isExercise = false

    mutating func take(_ header: ProofFile.Header) {
        raise(header.floor)
        isExercise = isExercise || header.isExercise
    }

    mutating func take(_ entry: JSONObject) {
        for change in entry["payload"]?.objectValue?["changes"]?.arrayValue ?? [] {
            for kind in ["request", "effect"] {
                let record = change.objectValue?[kind]?.objectValue
                raise(record?["classification"]?.stringValue.flatMap(Classification.init))
                isExercise = isExercise || record?["exercise"]?.boolValue == true
            }
        }
    }

    private mutating func raise(_ other: Classification?) { classification = [classification, other].compactMap { $0 }.max() }
}
