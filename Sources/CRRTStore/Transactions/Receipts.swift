public import CRRTDomain
import Crypto
import Foundation
import GRDB

/// The first answer to a command that carried an idempotency key.
public struct Receipt: Sendable, Hashable {
    /// The method with its interface, such as `io.crrtd.Requests.Submit`.
    public var method: String
    /// ``digest(of:)`` the parameters: the same key with another question is an error, not an answer.
    public var question: [UInt8]
    /// The reply's parameters, as JSON.
    public var answer: String

    public init(method: String, question: [UInt8], answer: String) {
        self.method = method
        self.question = question
        self.answer = answer
    }

    /// SHA-256. What is asked may be long, and its digest is all that a receipt needs of it.
    public static func digest(of parameters: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: parameters)) }

    /// Whether it is of the same method with the same parameters, by their digest.
    public func answers(_ method: String, _ question: [UInt8]) -> Bool {
        self.method == method && self.question == question
    }

    fileprivate init(_ row: Row) throws {
        method = try row.decode(forColumn: "method")
        question = Array(try row.decode(Data.self, forColumn: "question"))
        answer = try row.decode(forColumn: "answer")
    }
}

/// - Throws: of every member, what ``Writing`` names.
extension WriteTransaction {
    /// The receipt, with the expert's present name where the answer told one.
    public func receipt(principal: String, key: String) throws -> Receipt? {
        let sql = """
            SELECT method, question, CASE WHEN answer ->> '$.expert.name' IS NULL THEN answer
                                          WHEN name IS NULL THEN json_remove(answer, '$.expert.name')
                                          ELSE json_replace(answer, '$.expert.name', name) END AS answer
            FROM receipt LEFT JOIN expert_name ON expert_name.id = answer ->> '$.expert.id'
            WHERE principal = ? AND key = ?
            """
        return try Row.fetchOne(rows.db.cachedStatement(sql: sql), arguments: [principal, key]).map { try Receipt($0) }
    }

    /// Keeps an answer for 30 days; no client repeats a command for longer. Names stand in one place only: of one that the answer tells,
    /// the receipt keeps the empty place.
    public func keep(_ receipt: Receipt, principal: String, key: String, at: Instant) throws {
        try rows.db.cachedStatement(sql: "DELETE FROM receipt WHERE at < ?").execute(arguments: [at.adding(days: -30).milliseconds])
        try rows.db.cachedStatement(
            sql: """
                INSERT INTO receipt (principal, key, method, question, answer, at)
                VALUES (?, ?, ?, ?, json_replace(?, '$.expert.name', ''), ?)
                """
        ).execute(arguments: [principal, key, receipt.method, Data(receipt.question), receipt.answer, at.milliseconds])
    }
}
