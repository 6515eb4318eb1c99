/// What is repeated of a text that a peer sent: its first hundred characters, and `…` where there is more. Characters are Unicode scalars,
/// since one grapheme has no end.
func excerpt(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: 100, limitedBy: scalars.endIndex)
    guard let end, end < scalars.endIndex else { return text }
    return String(scalars[..<end]) + "…"
}
