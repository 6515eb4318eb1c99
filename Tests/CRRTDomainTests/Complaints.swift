import CRRTDomain

/// What the domain says against this, as `field: reason`; "none" where it is taken.
func complaint<Value>(_ make: () throws(InvalidField) -> Value) -> String {
    do throws(InvalidField) {
        _ = try make()
        return "none"
    } catch {
        return "\(error.field): \(error.reason)"
    }
}
