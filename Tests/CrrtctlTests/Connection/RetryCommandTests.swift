import Testing

@testable import crrtctl

/// The command that repeats a change, as a shell takes it.
@Suite struct RetryCommandTests {
    @Test func wordsAndKey() {
        #expect(
            RetryCommand.command(["tasking", "order", "TSK-ALB-2026-0001-1"], key: "k1")
                == "crrtctl tasking order TSK-ALB-2026-0001-1 --idempotency-key k1")
    }

    @Test func quotes() {
        #expect(
            RetryCommand.command(["-q", "--title", "it's $HOME", "", "é", "a;b"], key: "k")
                == #"crrtctl -q --title 'it'\''s $HOME' '' 'é' 'a;b' --idempotency-key k"#)
    }

    @Test func anEarlierKeyGoes() {
        let wanted = "crrtctl a b --idempotency-key new"
        #expect(RetryCommand.command(["a", "--idempotency-key", "old", "b"], key: "new") == wanted)
        #expect(RetryCommand.command(["a", "--idempotency-key=old", "b"], key: "new") == wanted)
    }

    @Test func otherOptions() {
        let wanted = "crrtctl sign --to b --report h.txt --idempotency-key k"
        let words = ["sign", "--since", "-1h", "--to", "b", "--output=h.txt", "--since=06:00Z"]
        #expect(RetryCommand.command(words, key: "k", without: ["--output", "--since"], adding: ["--report", "h.txt"]) == wanted)
    }

    /// Behind `--` no word is an option.
    @Test func wordsThatBeginWithADash() {
        #expect(
            RetryCommand.command(["note", "add", "REQ-1", "--", "-5 degrees"], key: "k", adding: ["--a", "b"])
                == "crrtctl note add REQ-1 --a b --idempotency-key k -- '-5 degrees'")
    }

    /// A run that is repeated gives its changes the same keys, in their order.
    @Test func keysAreTheSame() {
        var first = IdempotencyKeys()
        var again = IdempotencyKeys(repeating: first.invocation)
        #expect((1...3).map { _ in first.next() } == (1...3).map { _ in again.next() })
        #expect(IdempotencyKeys().invocation != first.invocation)
    }
}
