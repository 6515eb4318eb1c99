import Testing

@testable import crrtd

/// What is to be typed next never concerns another instance than the one that says it.
@Suite("Next steps") struct RecoveryCommandsTests {
    private func step(_ instance: String? = nil, config: String? = nil, state: String? = nil) -> RecoveryCommands {
        let standard = Paths.standard(instance)
        return RecoveryCommands(
            Paths(
                configuration: config ?? standard.configuration, state: state ?? standard.state, socket: nil,
                defaultSocket: standard.socket, credentials: nil, instance: instance))
    }

    @Test("the real one") func real() {
        #expect(step().start == "systemctl reset-failed crrtd.service; systemctl start crrtd.socket crrtd.service")
        #expect(step().stop == "systemctl stop crrtd.socket crrtd.service ends it")
        #expect(step().rebuild == "crrtd --rebuild")
        #expect(step().restore == "crrtctl restore FILE")
    }

    @Test("an instance") func instance() {
        let step = step("exercise")
        #expect(
            step.start
                == "systemctl reset-failed crrtd@exercise.service; systemctl start crrtd@exercise.socket crrtd@exercise.service")
        #expect(step.stop == "systemctl stop crrtd@exercise.socket crrtd@exercise.service ends it")
        #expect(step.rebuild == "crrtd --instance exercise --rebuild")
        #expect(step.restore == "crrtctl restore FILE --instance exercise")
    }

    @Test("folders of one's own: no unit is named", arguments: [nil, "exercise"]) func ownFolders(instance: String?) {
        for own in [step(instance, config: "/x/etc"), step(instance, state: "/var/lib/crrtd/other"), step(instance, state: "/x/state")] {
            #expect(!own.start.contains("systemctl") && !own.stop.contains("systemctl"))
        }
        let name = instance.map { " --instance \($0)" } ?? ""
        #expect(step(instance, config: "/x/etc", state: "/x/state").rebuild == "crrtd\(name) --config /x/etc --state /x/state --rebuild")
        #expect(step(instance, state: "/x/state").restore == "crrtctl restore FILE\(name) --state /x/state")
    }
}
