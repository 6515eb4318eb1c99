public import CRRTDomain
import Varlink

/// The label of an exported journal: the highest classification that a request or an effect in it has ever had.
///
/// The header is not authenticated, so its floor can only raise the label.
public struct ExportLabel: Sendable, Hashable {
    /// nil where no record in the file has a classification.
    public private(set) var classification: Classification?
    /// Whether the header or a record says that it is an exercise.
    public private(set) var isExercise = false

    mutating func take(_ header: JournalExport.Header) {
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
