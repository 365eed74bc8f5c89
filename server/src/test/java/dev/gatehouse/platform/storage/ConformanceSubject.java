package dev.gatehouse.platform.storage;

import dev.gatehouse.testing.TestDatabase;
import java.util.UUID;

/// What a part of the suite runs on: one migrated database a test class, which the tests share.
interface ConformanceSubject {
  TestDatabase kind();

  DatabaseSettings settings();

  Database database();

  /// A user's row with these texts and otherwise plain values.
  default UUID insertUser(Tx tx, String email, String emailKey) {
    UUID id = UUID.randomUUID();
    String sql =
        """
        INSERT INTO users (id, email, email_key, is_active, is_verified, mfa_enabled, created_at, updated_at)
        VALUES (:id, :email, :key, TRUE, FALSE, FALSE, :now, :now)
        """;
    tx.sql(sql)
        .bind("id", id)
        .bind("email", email)
        .bind("key", emailKey)
        .bind("now", database().clock().instant())
        .update();
    return id;
  }

  default UUID newUser() {
    String email = UUID.randomUUID() + "@example.org";
    return database().write(tx -> insertUser(tx, email, email));
  }

  default UUID insertSession(Tx tx, UUID user) {
    UUID id = UUID.randomUUID();
    String sql =
        """
        INSERT INTO user_sessions
          (id, user_id, token_prefix, is_active, created_at, last_used_at, expires_at, auth_methods)
        VALUES (:id, :user, 'abcdefgh', TRUE, :now, :now, :now, 'pwd')
        """;
    tx.sql(sql)
        .bind("id", id)
        .bind("user", user)
        .bind("now", database().clock().instant())
        .update();
    return id;
  }

  default long usersWithKey(String emailKey) {
    String sql = "SELECT count(*) AS n FROM users WHERE email_key = :key";
    return database().read(tx -> tx.sql(sql).bind("key", emailKey).only(row -> row.number("n")));
  }
}
