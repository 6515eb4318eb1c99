/// A peer's text cut to its first hundred characters, with `…` where it was longer. Characters are Unicode scalars, because one grapheme
/// cluster can be arbitrarily long.
func excerpt(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: 100, limitedBy: scalars.endIndex)
    guard let end, end < scalars.endIndex else { return text }
    return String(scalars[..<end]) + "…"
}
