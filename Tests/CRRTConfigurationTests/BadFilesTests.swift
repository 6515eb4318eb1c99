import CRRTConfiguration
import Foundation
import Testing

/// Every complaint, word for word: it is what an administrator sees when crrtd will not start.
@Suite struct BadFilesTests {
    @Test(arguments: [
        ("exercise: yes", "1:11: exercise is 'yes'; write true or false"),
        ("exercise:", "1:10: exercise has no value"),
        ("exercise: [true]", "1:11: exercise must be a single value"),
        ("# one\nexcercise: true", "2:1: unknown key 'excercise'; nearest: exercise"),
        ("logLevel: inof", "1:11: unknown level 'inof'; nearest: info; known: trace, debug, info, notice, warning, error, critical"),
        ("instance: ../other", "1:11: instance is '../other'; write 1 to 32 letters, digits, - or _"),
        ("instance: \"a\\nb\"", "1:11: instance holds a control character"),
        ("limits: 7", "1:9: limits must hold keys with values, such as 'key: value'"),
        ("limits:\n  conections: 7", "2:3: unknown key 'conections'; nearest: connections"),
        ("limits: { connections: 0 }", "1:24: limits.connections is '0'; write a whole number from 1 to 65536"),
        ("limits: { connections: 4e3 }", "1:24: limits.connections is '4e3'; write a whole number from 1 to 65536"),
        (
            "limits: { connections: 99999999999999999999 }",
            "1:24: limits.connections is '99999999999999999999'; write a whole number from 1 to 65536"
        ),
        ("- exercise", "1:1: the file must hold keys with values, such as 'key: value'"),
        ("exercise: true\nlogLevel: info\nexercise: true", "1:1: 'exercise' is given twice"),
        ("exercise: true\n\"exercise\": true", "1:1: 'exercise' is given twice"),
        ("exercise: true\n!!binary exercise: true", "2:1: 'exercise' is given twice"),
        ("[a, b]: true", "1:1: a key must be a single word"),
        ("<<: { exercise: true }", "1:1: unknown key '<<'; nearest: limits"),
        (
            "exercise: true\n---\nexercise: false",
            "2:1: cannot be read as YAML: expected a single document in the stream but found another document"
        ),
        ("limits: {", "2:1: cannot be read as YAML: while parsing a flow node did not find expected node content"),
        ("exercise: \"true", "1:16: cannot be read as YAML: while scanning a quoted scalar found unexpected end of stream"),
        ("exercise:\n\tx: y", "2:1: cannot be read as YAML: while scanning for the next token found character that cannot start any token"),
        ("exercise: true\n\u{1}", "2: cannot be read as YAML: control characters are not allowed"),
    ])
    func crrtdYAML(_ text: String, _ expected: String) throws {
        let found = try failure(["crrtd.yaml": text])
        #expect(found == "crrtd.yaml:" + expected)
    }

    @Test(arguments: [
        ("wieghts: {}", "1:1: unknown key 'wieghts'; nearest: weights"),
        ("weights: { notice: -1 }", "1:20: weights.notice is '-1'; write a whole number from 0 to 1000000"),
        ("weights: { notice: +1 }", "1:20: weights.notice is '+1'; write a whole number from 0 to 1000000"),
        ("weights: { notcie: 1 }", "1:12: unknown key 'notcie'; nearest: notice"),
        ("staleAfterDays: ninety", "1:17: staleAfterDays is 'ninety'; write a whole number from 1 to 36500"),
        ("siteFloor: NQ", "1:12: unknown classification 'NQ'; nearest: NC; known: NU, NR, NC, NS, CTS"),
        ("siteFloor: nr", "1:12: unknown classification 'nr'; nearest: NR; known: NU, NR, NC, NS, CTS"),
        ("replyWithinHours: 0", "1:19: replyWithinHours is '0'; write a whole number from 1 to 8760"),
        ("matchBudgetMs: 2.5", "1:16: matchBudgetMs is '2.5'; write a whole number from 1 to 600000"),
        ("planBudgetMs: 0", "1:15: planBudgetMs is '0'; write a whole number from 1 to 600000"),
        ("politicalApproval: some", "1:20: unknown politicalApproval 'some'; nearest: none; known: none, effects, all"),
        ("twoPersonOrder: no", "1:17: twoPersonOrder is 'no'; write true or false"),
    ])
    func policyYAML(_ text: String, _ expected: String) throws {
        let found = try failure(["policy.yaml": text])
        #expect(found == "policy.yaml:" + expected)
    }

    @Test(arguments: [
        ("principle: []", "1:1: unknown key 'principle'; nearest: principals"),
        ("principals: duty", "1:13: principals must be a list, such as [one, two]"),
        ("principals: [duty]", "1:14: principals[0] must hold keys with values, such as 'key: value'"),
        ("principals:\n  - users: [1]\n    roles: [duty]", "2:5: principals[0] has no name; the journal shows it"),
        ("principals: [{name: a, users: [1], rols: [duty]}]", "1:36: unknown key 'rols'; nearest: roles"),
        ("principals: [{name: a, users: [1]}]", "1:14: principals[0] has no roles; name at least one, such as [duty]"),
        ("principals: [{name: a, users: [1], roles: []}]", "1:14: principals[0] has no roles; name at least one, such as [duty]"),
        ("principals: [{name: a, users: [1], roles: duty}]", "1:43: principals[0].roles must be a list, such as [one, two]"),
        (
            "principals: [{name: a, users: [1], roles: [dutty]}]",
            "1:44: unknown role 'dutty'; nearest: duty; known: duty, ncp, authority, council, auditor, observer, admin, excon"
        ),
        (
            "principals: [{name: a, users: [1], roles: [excon]}]",
            "1:44: the role excon is for exercise instances only (exercise: true in crrtd.yaml)"
        ),
        ("principals: [{name: a, roles: [duty]}]", "1:14: principals[0] 'a' fits no account; name users or groups"),
        (
            "principals: [{name: a, users: [1], roles: [ncp]}]",
            "1:14: principals[0] 'a' is a national contact point without a nation; add nation, such as EST"
        ),
        (
            "principals: [{name: a, users: [1], roles: [ncp], nation: ES}]",
            "1:58: 'ES' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST (two-letter codes are ambiguous)"
        ),
        (
            "principals: [{name: a, users: [1], roles: [ncp], nation: ESX}]",
            "1:58: unknown nation 'ESX'; nearest: ESP (Spain), EST (Estonia), ISL (Iceland); crrtctl nation list shows all"
        ),
        (
            "principals: [{name: a, users: [1], roles: [duty], clearance: COSMIC}]",
            "1:62: unknown classification 'COSMIC'; nearest: CTS; known: NU, NR, NC, NS, CTS"
        ),
        ("principals: [{name: a, users: [1], roles: [duty], clearance: }]", "1:62: principals[0].clearance has no value"),
        ("principals: [{name: a, users: [rooot], roles: [duty]}]", "1:32: unknown user 'rooot' on this machine; nearest: root"),
        ("principals: [{name: a, groups: [rooot], roles: [duty]}]", "1:33: unknown group 'rooot' on this machine; nearest: root"),
        ("principals: [{name: a, users: [4294967295], roles: [duty]}]", "1:32: 4294967295 is no user id"),
        ("principals: [{name: a, groups: [99999999999], roles: [duty]}]", "1:33: 99999999999 is no group id"),
        ("principals: [{name: \"a\\tb\", users: [1], roles: [duty]}]", "1:21: principals[0].name holds a control character"),
        ("principals: [{name: a, users: [1], roles: [duty]}, {name: a, users: [2], roles: [duty]}]", "1:59: two principals are named 'a'"),
        (
            "principals:\n- {name: a, users: [1], roles: [ncp], nation: EST}\n- {name: b, users: [1], roles: [duty], nation: LVA}",
            "3:3: user 1 would belong to two nations, EST ('a') and LVA ('b')"
        ),
        (
            "principals:\n- {name: a, groups: [7, 8], roles: [ncp], nation: EST}\n- {name: b, groups: [8], roles: [ncp], nation: LVA}",
            "3:3: group 8 would belong to two nations, EST ('a') and LVA ('b')"
        ),
        ("partners: UKR", "1:11: partners must be a list, such as [one, two]"),
        ("partners: [UKN]", "1:12: 'UKN' is not in ISO 3166-1; nearest: UKR, BEN, BRN"),
        (
            "partners: [NO]",
            "1:12: 'NO' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST (two-letter codes are ambiguous)"
        ),
        ("partners: [UKR, UKR]", "1:17: UKR is named twice"),
        ("groups: { NATO: [EST] }", "1:11: the group NATO is built in and cannot be changed here"),
        ("groups: { EST: [EST] }", "1:11: EST is a nation's code and cannot name a group"),
        ("groups: { fvey: [USA] }", "1:11: 'fvey' is no name for a group; write 2 to 24 of A-Z 0-9 -, such as FVEY"),
        ("groups: { FVEY: [] }", "1:11: group FVEY holds no nations"),
        (
            "groups: { FVEY: [USA, AUS] }",
            "1:23: unknown nation 'AUS'; nearest: ALB (Albania), HUN (Hungary), LUX (Luxembourg); crrtctl nation list shows all"
        ),
        ("groups: { FVEY: [USA], FVEY: [GBR] }", "1:11: 'FVEY' is given twice"),
    ])
    func principalsYAML(_ text: String, _ expected: String) throws {
        let found = try failure(["principals.yaml": text])
        #expect(found == "principals.yaml:" + expected)
    }

    @Test(arguments: [
        ("", "1: the first line must be code,name,groups"),
        ("code,name\nEST,Estonia", "1: the first line must be code,name,groups"),
        ("\u{FEFF}code,name", "1: the first line must be code,name,groups"),
        ("c\0o\0d\0e\0,\0n\0", " is text in UTF-16; save it as UTF-8"),
        ("code,name,groups\nEST,Estonia", "2: holds 2 fields instead of 3 (code,name,groups)"),
        ("code,name,groups\nEST,Estonia,NATO\n\nLVA,Latvia,NATO", "3: holds 1 field instead of 3 (code,name,groups)"),
        (
            "code,name,groups\nES,Estonia,NATO",
            "2:1: 'ES' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST (two-letter codes are ambiguous)"
        ),
        ("code,name,groups\nEST,,NATO", "2:5: the name is empty"),
        ("code,name,groups\nEST,\"Es\ntonia\",NATO", "2:5: the name holds a control character"),
        ("code,name,groups\nEST,Estonia,NATO\nEST,Estonia,NATO", "3:1: EST is listed twice"),
        ("code,name,groups\nEST,Es\"tonia,NATO", "2:7: a quote inside a field; quote the whole field and double the quotes in it"),
        ("code,name,groups\nEST,\"Estonia\"x,NATO", "2:14: a comma or the end of the line is missing"),
        ("code,name,groups\nEST,\"Estonia,NATO\n", "2:5: this quoted field is never closed"),
        ("code,name,groups\rEST,Estonia,NATO", "1:18: a comma or the end of the line is missing"),
    ])
    func nationsCSV(_ text: String, _ expected: String) throws {
        let found = try failure(["nations.csv": text])
        #expect(found == "nations.csv:" + expected)
    }

    @Test(arguments: [
        ("code,title,framework\nGX-1,Malware,CRRT 1", "2:1: 'GX-1' is no skill code; they look like PD-WRL-003 or GX-SKL-001"),
        ("code,title,framework\nGX-SKL-001,Malware,", "2:20: the framework is empty"),
        ("code,title,framework\nGX-SKL-001,A,B\nGX-SKL-001,A,B", "3:1: GX-SKL-001 is listed twice"),
    ])
    func skillsCSV(_ text: String, _ expected: String) throws {
        let found = try failure(["skills.csv": text])
        #expect(found == "skills.csv:" + expected)
    }

    @Test(arguments: [
        (
            "code,title,words\nI 1,Energy,",
            "2:1: 'I 1' is no code; they look like I.1.a or malicious-code.c2-server; crrtctl sector list "
                + "and crrtctl incident-class list find them by plain words"
        ),
        ("# v\ncode,title,words\nI.1,,", "3:5: the title is empty"), ("code,title,words\nI.1,Energy,a; ;b", "2:12: a word is empty"),
        ("code,title,words\nI.1,A,\nI.1,B,", "3:1: I.1 is listed twice"),
        ("code,title\nI.1,A", "1: the first line must be code,title,words"),
    ])
    func sectorsCSV(_ text: String, _ expected: String) throws {
        for name in ["sectors.csv", "incident-classes.csv"] { #expect(try failure([name: text]) == name + ":" + expected) }
    }

    @Test func aDropInIsNamed() throws {
        let files = ["crrtd.yaml": "exercise: true", "crrtd.yaml.d/10-mine.yaml": "\nlogLevel: loud"]
        let known = "trace, debug, info, notice, warning, error, critical"
        #expect(try failure(files) == "crrtd.yaml.d/10-mine.yaml:2:11: unknown level 'loud'; nearest: debug; known: \(known)")
    }

    @Test func aFileThatWouldBeOverlookedIsNamed() throws {
        #expect(try failure(["principals.yml": ""]) == "principals.yml: would not be read; call it principals.yaml")
        #expect(try failure(["crrtd.yaml.d/5.yml": ""]) == "crrtd.yaml.d/5.yml: would not be read; call it 5.yaml")
    }

    @Test func aFolderInThePlaceOfAFileIsNamed() throws {
        #expect(try failure(["policy.yaml/x": ""]) == "policy.yaml: is not a regular file")
    }

    @Test func aFIFOInThePlaceOfAFileIsNotWaitedFor() throws {
        try withFolder([String: String]()) { folder in
            #expect(mkfifo(folder + "/policy.yaml", 0o600) == 0)
            let error = #expect(throws: ConfigurationError.self) { try Configuration.load(directory: folder) }
            #expect(error?.reason == "is not a regular file")
        }
    }

    @Test func aFileInThePlaceOfTheFolderIsNamed() throws {
        try withFolder(["x": ""]) { folder in
            let error = #expect(throws: ConfigurationError.self) { try Configuration.load(directory: folder + "/x") }
            #expect(error?.description == "\(folder)/x: cannot be read: Not a directory")
        }
    }

    @Test func bytesThatAreNoTextAreNamed() throws {
        #expect(try failure(["policy.yaml": Data([0x23, 0x0A, 0x23, 0xFF, 0x0A])]) == "policy.yaml:2: is not UTF-8")
    }
}
