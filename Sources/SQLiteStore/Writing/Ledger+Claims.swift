import SQLLayout

/// A place under a limit, asked for by a holder.
struct Claim {
  let key: String
  let holder: String
}

extension Ledger {
  /// Whether the holder has a place or may take one; `others` take theirs in the same commit.
  func admits(
    _ claim: Claim, limit: Int, after others: [Claim]
  ) throws(SQLiteFailure) -> Bool {
    let standing = try standing(of: claim)
    if standing?.isHeld == true { return true }
    let promised = others.count { $0.key == claim.key && $0.holder != claim.holder }
    let free = limit - promised
    guard free > 0 else { return false }
    let ahead = try count(.claimsAhead, claim.key, standing?.place ?? .max, upTo: free)
    return try ahead + count(.claimsHeld, claim.key, .max, upTo: free) < free
  }

  func take(_ claim: Claim) throws(SQLiteFailure) {
    try connection.prepare(.takeClaim).bind(claim.key).bind(claim.holder).run()
  }

  func enqueue(_ claim: Claim) throws(SQLiteFailure) {
    try connection.prepare(.enqueueClaim).bind(claim.key).bind(claim.holder).run()
  }

  private func standing(
    of claim: Claim
  ) throws(SQLiteFailure) -> (isHeld: Bool, place: Int64)? {
    try connection.prepare(.claim).bind(claim.key).bind(claim.holder)
      .first { (row: inout Row) throws(SQLiteFailure) in
        (isHeld: try row.next(), place: try row.next())
      }
  }

  private func count(
    _ sql: SQL, _ key: String, _ before: Int64, upTo limit: Int
  ) throws(SQLiteFailure) -> Int {
    try connection.prepare(sql).bind(key).bind(before).bind(limit)
      .first { (row: inout Row) throws(SQLiteFailure) in try row.next() } ?? 0
  }
}

extension SQL {
  fileprivate static let claim = SQL(
    "SELECT is_held, place FROM claim WHERE name = ? AND holder = ?")
  fileprivate static let claimsAhead = countClaims(held: 0)
  fileprivate static let claimsHeld = countClaims(held: 1)
  fileprivate static let takeClaim = SQL(
    """
    INSERT INTO claim (name, holder, is_held, place) VALUES (?, ?, 1, 0)
    ON CONFLICT (name, holder) DO UPDATE SET is_held = 1, place = 0
    """)
  fileprivate static let enqueueClaim = SQL(
    """
    INSERT INTO claim (name, holder, is_held, place)
    SELECT ?1, ?2, 0, coalesce(max(place), 0) + 1 FROM claim WHERE name = ?1 AND is_held = 0
    ON CONFLICT (name, holder) DO NOTHING
    """)
  static let releaseClaim = SQL("DELETE FROM claim WHERE name = ? AND holder = ?")

  /// Stops counting at a limit, since more makes no difference.
  private static func countClaims(held: Int) -> SQL {
    SQL(
      """
      SELECT count(*) FROM (
        SELECT 1 FROM claim WHERE name = ? AND is_held = \(held) AND place < ? LIMIT ?)
      """)
  }
}
