/// The noun of the command line that shows a record, where its id tells.
struct RecordNoun: CustomStringConvertible {
    let description: String

    /// nil for experts, teams and effects, whose ids look alike.
    init?(id: String) {
        switch id.prefix(4) {
        case "REQ-", "EXR-": description = "request"
        case "TSK-", "EXT-": description = "tasking"
        default: return nil
        }
    }
}
