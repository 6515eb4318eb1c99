internal import CRRTDomain

/// `policy.yaml`: the weights and deadlines that the site has decided.
enum PolicyFile {
    private static let keys = [
        "weights", "staleAfterDays", "siteFloor", "replyWithinHours", "matchBudgetMs", "planBudgetMs", "twoPersonOrder",
        "politicalApproval",
    ]

    static func read(_ source: SourceText) throws(ConfigurationError) -> Policy {
        var policy = Policy()
        guard let values = try YAMLValue.root(of: source)?.section(keys) else { return policy }
        if let value = values["weights"] { policy.weights = try weights(value, policy.weights) }
        if let value = values["staleAfterDays"] { policy.staleAfterDays = try value.integer(1...36_500) }
        if let value = values["siteFloor"] { policy.siteFloor = try value.classification() }
        if let value = values["replyWithinHours"] { policy.replyWithinHours = try value.integer(1...8760) }
        if let value = values["matchBudgetMs"] { policy.matchBudgetMilliseconds = try value.integer(1...600_000) }
        if let value = values["planBudgetMs"] { policy.planBudgetMilliseconds = try value.integer(1...600_000) }
        if let value = values["twoPersonOrder"] { policy.twoPersonOrder = try value.boolean() }
        if let value = values["politicalApproval"] { policy.politicalApproval = try approval(value) }
        return policy
    }

    private static func approval(_ value: YAMLValue) throws(ConfigurationError) -> ApprovalRule {
        let word = try value.choice("politicalApproval", of: ApprovalRule.allCases.map(\.rawValue))
        return ApprovalRule(rawValue: word) ?? .all
    }

    /// Bounded, so that no cost of any candidate can overflow.
    private static func weights(_ value: YAMLValue, _ defaults: Weights) throws(ConfigurationError) -> Weights {
        var weights = defaults
        let values = try value.section(["notice", "level", "nation"])
        if let value = values["notice"] { weights.notice = try value.integer(0...1_000_000) }
        if let value = values["level"] { weights.level = try value.integer(0...1_000_000) }
        if let value = values["nation"] { weights.nation = try value.integer(0...1_000_000) }
        return weights
    }
}

extension YAMLValue {
    func classification() throws(ConfigurationError) -> Classification {
        let word = try choice("classification", of: Classification.allCases.map(\.rawValue))
        return Classification(rawValue: word) ?? .topSecret
    }
}
