package dev.gatehouse.bench.subject;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// Puts people into a migrated database: `user0000000@example.com` and so on, all with one
/// password, each with the role `user`, and the first with the role `admin`.
///
/// The first [#CHEAP] have a hash of the least cost, so that a server set to it signs them in
/// without delay; the others share one hash of the usual cost.
final class Population {
  static final int CHEAP = 128;
  static final int CHEAP_COST = 4;
  static final String PASSWORD = "A-long-Passw0rd!";
  private static final int COST = 12;

  private static final String SQLITE =
      """
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?),
        ids (i, at, noise) AS
          (SELECT i, printf('%012x', 1700000000000 + i), lower(hex(randomblob(9))) FROM n)
      INSERT INTO users
        (id, email, email_key, hashed_password, is_active, is_verified, mfa_enabled, mfa_last_step,
         auth_epoch, created_at, updated_at)
      SELECT substr(at, 1, 8) || '-' || substr(at, 9, 4) || '-7' || substr(noise, 1, 3) || '-8'
          || substr(noise, 4, 3) || '-' || substr(noise, 7, 12),
        printf('user%07d@example.com', i), printf('user%07d@example.com', i),
        CASE WHEN i < ? THEN ? ELSE ? END, TRUE, TRUE, FALSE, 0, 0,
        '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'
      FROM ids
      """;
  private static final String POSTGRESQL =
      """
      INSERT INTO users
        (id, email, email_key, hashed_password, is_active, is_verified, mfa_enabled, mfa_last_step,
         auth_epoch, created_at, updated_at)
      SELECT uuidv7(), 'user' || lpad(i::text, 7, '0') || '@example.com',
        'user' || lpad(i::text, 7, '0') || '@example.com',
        CASE WHEN i < ? THEN ? ELSE ? END, TRUE, TRUE, FALSE, 0, 0, now(), now()
      FROM generate_series(0, ? - 1) AS i
      """;
  private static final String ROLES =
      """
      INSERT INTO user_roles (user_id, role_id)
      SELECT u.id, r.id FROM users u CROSS JOIN roles r WHERE r.name = 'user'
      """;

  private static final String ADMIN =
      """
      INSERT INTO user_roles (user_id, role_id)
      SELECT u.id, r.id FROM users u CROSS JOIN roles r
      WHERE r.name = 'admin' AND u.email_key = 'user0000000@example.com'
      """;

  private Population() {}

  /// @param cheap how many have the hash of the least cost
  static void fill(TargetDatabase target, int users, int cheap) {
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      switch (target) {
        case TargetDatabase.Sqlite _ -> {
          statement.execute("PRAGMA synchronous = OFF"); // for the filling alone
          insert(connection, SQLITE, users, cheap, hash(CHEAP_COST), hash(COST));
          statement.execute(ROLES);
          statement.execute(ADMIN);
          statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        case TargetDatabase.Postgresql _ -> {
          insert(connection, POSTGRESQL, cheap, hash(CHEAP_COST), hash(COST), users);
          statement.execute(ROLES);
          statement.execute(ADMIN);
          statement.execute("VACUUM ANALYZE");
          statement.execute("CHECKPOINT");
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be filled", e);
    }
  }

  private static void insert(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static String hash(int cost) {
    byte[] salt = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);
    return OpenBSDBCrypt.generate("2b", PASSWORD.toCharArray(), salt, cost);
  }
}
