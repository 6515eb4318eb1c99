import CRRTConfiguration
import CRRTDomain
import Testing

/// What good files give.
@Suite struct GoodFilesTests {
    @Test func crrtdYAMLIsRead() throws {
        let configuration = try load([
            "crrtd.yaml": """
            exercise: true
            instance: exercise-26
            logLevel: debug
            limits: { messageBytes: 4096, connections: 10, connectionsPerUser: 2,
              messageSeconds: 5, replyQueueBytes: 65536 }
            """
        ])
        #expect(configuration.exercise)
        #expect(configuration.instance == "exercise-26")
        #expect(configuration.logLevel == "debug")
        #expect(configuration.limits.messageBytes == 4096)
        #expect(configuration.limits.connections == 10)
        #expect(configuration.limits.connectionsPerUser == 2)
        #expect(configuration.limits.messageSeconds == 5)
        #expect(configuration.limits.replyQueueBytes == 65_536)
    }

    @Test func dropInsChangeWhatTheyNameInTheOrderOfTheirNames() throws {
        let configuration = try load([
            "crrtd.yaml": "logLevel: error\ninstance: main\nlimits: { connections: 1, connectionsPerUser: 1 }",
            "crrtd.yaml.d/20-later.yaml": "logLevel: debug",
            "crrtd.yaml.d/10-first.yaml": "logLevel: trace\nlimits: { connections: 7 }",
            "crrtd.yaml.d/30-note.txt": "not: read",
            "crrtd.yaml.d/.hidden.yaml": "not: read",
        ])
        #expect(configuration.logLevel == "debug")
        #expect(configuration.instance == "main")
        #expect(configuration.limits.connections == 7)
        #expect(configuration.limits.connectionsPerUser == 1)
    }

    @Test func dropInsStandWithoutTheMainFile() throws {
        #expect(try load(["crrtd.yaml.d/a.yaml": "exercise: true"]).exercise)
    }

    /// As Windows editors save them.
    @Test func aByteOrderMarkIsPassedOver() throws {
        let configuration = try load([
            "policy.yaml": "\u{FEFF}staleAfterDays: 30\nsiteFloor: NC\n", "crrtd.yaml.d/a.yaml": "\u{FEFF}exercise: true",
            "nations.csv": "\u{FEFF}code,name,groups\nEST,Estonia,NATO\n",
        ])
        #expect(configuration.policy.staleAfterDays == 30 && configuration.policy.siteFloor == .confidential && configuration.exercise)
        #expect(configuration.catalogue.nations.map(\.code.description) == ["EST"])
    }

    @Test func policyYAMLIsRead() throws {
        let policy = try load([
            "policy.yaml": """
            weights:
              notice: 0
              level: 2
              nation: 3
            staleAfterDays: 30
            siteFloor: NC
            replyWithinHours: 6
            matchBudgetMs: 500
            planBudgetMs: 700
            twoPersonOrder: false
            politicalApproval: effects
            """
        ]).policy
        var expected = Policy()
        expected.weights = Weights(notice: 0, level: 2, nation: 3)
        expected.staleAfterDays = 30
        expected.siteFloor = .confidential
        expected.replyWithinHours = 6
        expected.matchBudgetMilliseconds = 500
        expected.planBudgetMilliseconds = 700
        expected.twoPersonOrder = false
        expected.politicalApproval = .effects
        #expect(policy == expected)
    }

    @Test func oneWeightLeavesTheOthers() throws {
        #expect(try load(["policy.yaml": "weights: { nation: 0 }"]).policy.weights == Weights(notice: 1, level: 10, nation: 0))
    }

    @Test func principalsAreRead() throws {
        let principals = try load([
            "principals.yaml": """
            principals:
              - name: Duty Desk
                groups: [root]
                users: [2001, root, "2002"]
                roles: [duty, auditor]
                clearance: CTS
              - name: ncp-est
                users: [3000]
                roles: [ncp]
                nation: EST
            """
        ]).principals
        #expect(
            principals == [
                PrincipalEntry(name: "Duty Desk", users: [0, 2001, 2002], groups: [0], roles: [.duty, .auditor], clearance: .topSecret),
                PrincipalEntry(name: "ncp-est", users: [3000], roles: [.ncp], nation: try NationCode("EST")),
            ])
    }

    @Test func exerciseControlIsForExercises() throws {
        let configuration = try load([
            "crrtd.yaml.d/exercise.yaml": "exercise: true",
            "principals.yaml": "principals: [{name: control, users: [1], roles: [excon]}]",
        ])
        #expect(configuration.principals.map(\.roles) == [[.excon]])
    }

    @Test func inAnExerciseSomebodyMayBeOnlyPlayed() throws {
        let configuration = try load([
            "crrtd.yaml": "exercise: true", "principals.yaml": "principals: [{name: desk, roles: [duty]}]",
        ])
        #expect(configuration.entries(uid: 0, groups: [0]).isEmpty)
        #expect(configuration.principals.map(\.name) == ["desk"])
    }

    @Test func partnersAndGroupsExtendTheCatalogue() throws {
        let catalogue = try load([
            "principals.yaml": """
            partners: [UKR, XKX, EST]
            groups:
              FVEY: [USA, GBR, CAN]
              EAST-2: [UKR, POL]
            principals: [{ name: ncp-ukr, users: [5], roles: [ncp], nation: UKR }]
            """
        ]).catalogue
        #expect(catalogue.nations.count == 34)
        #expect(catalogue.nations.first { $0.code.description == "UKR" }?.name == "UKR")
        #expect(catalogue.nations.first { $0.code.description == "EST" }?.name == "Estonia")
        #expect(catalogue.groups == ["EAST-2", "FVEY", "NATO"])
        #expect(try catalogue.nations(in: ["EAST-2"]).map(\.description).sorted() == ["POL", "UKR"])
        #expect(try catalogue.nations(in: ["NATO"]).count == 32)
        #expect(catalogue.nations.first { $0.code.description == "POL" }?.groups == ["NATO", "EAST-2"])
    }

    @Test func theSitesOwnCataloguesReplaceTheBuiltInOnes() throws {
        let catalogue = try load([
            "skills.csv": "code,title,framework\r\nGX-SKL-001,\"Malware, \"\"live\"\"\",CRRT 1\r\n",
            "nations.csv": "code,name,groups\nEST,Estonia,NATO BALTIC\nUKR,Ukraine,",
            "principals.yaml": "partners: [UKR]",
        ]).catalogue
        #expect(catalogue.skills.map(\.title) == ["Malware, \"live\""])
        #expect(catalogue.nations.map(\.name) == ["Estonia", "Ukraine"])
        #expect(catalogue.groups == ["BALTIC", "NATO"])
    }

    @Test func entriesThatFitAddUp() throws {
        let configuration = try load([
            "principals.yaml": """
            principals:
              - { name: a, users: [10], roles: [duty] }
              - { name: b, groups: [20], roles: [ncp], nation: EST }
              - { name: c, groups: [21], roles: [ncp], nation: LVA }
            """
        ])
        func names(_ uid: UInt32, _ groups: [UInt32]) -> [String] { configuration.entries(uid: uid, groups: groups).map(\.name) }
        #expect(names(10, [20, 99]) == ["a", "b"])
        #expect(names(11, [21]) == ["c"])
        #expect(names(20, [10]) == [])
        #expect(try configuration.nation(of: configuration.entries(uid: 10, groups: [20]))?.description == "EST")
        #expect(try configuration.nation(of: configuration.entries(uid: 10, groups: [])) == nil)
        let error = #expect(throws: ConfigurationError.self) {
            try configuration.nation(of: configuration.entries(uid: 10, groups: [20, 21]))
        }
        #expect(error?.reason == "one caller would belong to two nations, EST ('b') and LVA ('c')")
    }
}
