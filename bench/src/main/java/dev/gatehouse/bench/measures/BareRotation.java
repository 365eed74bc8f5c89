package dev.gatehouse.bench.measures;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.bench.subject.TargetDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a rotation costs the database and nothing else: the statements of the server's refresh,
/// from as many workers through a pool of the same size, without HTTP, keys or signatures.
final class BareRotation implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 30;
  private static final int IDLE_CONNECTIONS = 10;

  private static final String SESSIONS =
      """
      INSERT INTO user_sessions
        (id, user_id, token_prefix, is_active, created_at, last_used_at, expires_at, ip_address,
         user_agent, auth_methods)
      SELECT uuidv7(), id, 'bare', TRUE, now(), now(), now() + INTERVAL '1 day', '127.0.0.1',
        'gatehouse-bench', 'pwd'
      FROM users WHERE email_key >= 'user0000128' ORDER BY email_key LIMIT ?
      """;
  private static final String TOKENS =
      """
      INSERT INTO refresh_tokens
        (id, user_id, session_id, expires_at, revoked, created_at, generation, burst_from,
         burst_started_at, rotated_at, rotated_by, rotated_epoch, recoveries, key_material, key_id)
      SELECT uuidv7(), user_id, id, expires_at, FALSE, now(), 0, 0, now(), now(),
        sha256('a'), 0, 0, sha256('b'), '0123456789abcdef'
      FROM user_sessions WHERE token_prefix = 'bare'
      """;
  private static final String READ_TOKEN =
      """
      SELECT id, user_id, session_id, expires_at, revoked, created_at, generation, burst_from,
        burst_started_at, rotated_at, rotated_by, rotated_epoch, key_material, key_id
      FROM refresh_tokens WHERE id = ?
      """;
  private static final String READ_ACCOUNT =
      """
      SELECT id, email, name, hashed_password, is_active, is_verified, auth_epoch, legacy_id,
        created_at
      FROM users WHERE id = ?
      """;
  private static final String ADVANCE =
      """
      UPDATE refresh_tokens SET generation = ?, rotated_at = ?, expires_at = ?, burst_from = ?,
        burst_started_at = ?, rotated_by = ?, rotated_epoch = ?
      WHERE id = ? AND generation = ? AND revoked = FALSE AND expires_at > ?
      """;
  private static final String EXTEND =
      "UPDATE user_sessions SET last_used_at = ?, expires_at = ? WHERE id = ? AND is_active = TRUE";
  private static final String ROLES =
      """
      SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id
      WHERE ur.user_id = ? ORDER BY r.name
      """;

  private final HikariDataSource pool;
  private final List<UUID> tokens;

  private BareRotation(HikariDataSource pool, List<UUID> tokens) {
    this.pool = pool;
    this.tokens = tokens;
  }

  /// Makes sessions of its own, so that the server's are left alone.
  static BareRotation prepare(TargetDatabase database, int workers) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url() + "&prepareThreshold=1");
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(IDLE_CONNECTIONS);
    HikariDataSource pool = new HikariDataSource(config);
    List<UUID> tokens = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement sessions = connection.prepareStatement(SESSIONS);
        Statement statement = connection.createStatement()) {
      sessions.setInt(1, workers);
      sessions.executeUpdate();
      statement.executeUpdate(TOKENS);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id FROM refresh_tokens WHERE key_id = '0123456789abcdef'")) {
        while (rows.next()) {
          tokens.add(rows.getObject(1, UUID.class));
        }
      }
      return new BareRotation(pool, List.copyOf(tokens));
    } catch (SQLException e) {
      pool.close();
      throw new IllegalStateException("the bare loop could not be prepared", e);
    }
  }

  /// Rotations a second.
  double run(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> counts = new ArrayList<>();
      for (UUID token : tokens) {
        counts.add(workers.submit(() -> rotateUntil(token, until)));
      }
      long total = 0;
      for (Future<Long> count : counts) {
        total += count.get();
      }
      return total * 1e9 / time.toNanos();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the bare loop failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private long rotateUntil(UUID token, long until) throws SQLException {
    long count = 0;
    while (System.nanoTime() < until) {
      rotate(token);
      count++;
    }
    return count;
  }

  private void rotate(UUID token) throws SQLException {
    Seen seen;
    try (Connection connection = pool.getConnection()) {
      seen = read(connection, token);
    }
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      query(connection, READ_ACCOUNT, seen.user);
      advance(connection, token, seen.generation, now);
      extend(connection, seen.session, now);
      query(connection, ROLES, seen.user);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private static Seen read(Connection connection, UUID token) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_TOKEN)) {
      statement.setObject(1, token);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Seen(
            row.getObject("user_id", UUID.class),
            row.getObject("session_id", UUID.class),
            row.getLong("generation"));
      }
    }
  }

  private static void query(Connection connection, String sql, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("no row for " + sql);
        }
      }
    }
  }

  private static void advance(
      Connection connection, UUID token, long generation, OffsetDateTime now) throws SQLException {
    Object[] values = {
      generation + 1,
      now,
      now.plusDays(7),
      generation,
      now,
      new byte[32],
      0L,
      token,
      generation,
      now
    };
    update(connection, ADVANCE, values);
  }

  private static void extend(Connection connection, UUID session, OffsetDateTime now)
      throws SQLException {
    update(connection, EXTEND, now, now.plusDays(7), session);
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      if (statement.executeUpdate() != 1) {
        throw new IllegalStateException("no row was changed by " + sql);
      }
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private record Seen(UUID user, UUID session, long generation) {}
}
