/// What is repeated of a text that was sent or written: its first hundred characters, and `…` where there is more. Characters are Unicode
/// scalars, since one grapheme has no end.
public func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: 100, limitedBy: scalars.endIndex)
    guard let end, end < scalars.endIndex else { return text }
    return String(scalars[..<end]) + "…"
}

/// The same in quotes, for complaints: `'ESTONIA'`.
public func quoted(_ text: String) -> String { "'\(shortened(text))'" }
