public import CRRTDomain
import Varlink

/// How secret an exported journal is: the highest classification that a request or an effect in it has ever had. What the header says of
/// the site counts only upwards, as the rest of the header proves nothing.
public struct FileLabel: Sendable, Hashable {
    /// nil: nothing in the file has said one.
    public private(set) var classification: Classification?
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
