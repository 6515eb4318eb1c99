import CRRTProtocol
import CRRTStore
import Dispatch
import Varlink

/// Recomputes the whole chain.
enum VerifyJournal {
    static func run(
        _: Journal.Verify.Parameters, _ caller: Caller, _ call: Call<Journal.Verify>, _ instance: Instance
    ) {
        instance.beside.async {
            instance.answer(call) {
                let verdict = try instance.store.verifyJournal()
                return .init(
                    entries: verdict.entries, head: hexadecimal(verdict.head), intact: verdict.broken == nil, broken: verdict.broken)
            }
        }
    }
}
