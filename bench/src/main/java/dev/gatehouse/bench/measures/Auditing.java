package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.load.Measured;
import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import dev.gatehouse.bench.subject.TargetDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/// What sealing the audit's hash chain costs a rotation of refresh tokens: rounds in which the
/// chain may be sealed against rounds in which its lease is in hands that never seal.
public final class Auditing {
  private static final double SHARE = 0.9;
  private static final int BACKLOG = 100_000;
  private static final String HOLD =
      "UPDATE audit_chain SET holder = 'nobody', held_until = '2199-01-01T00:00:00.000000Z'";
  private static final String RELEASE = "UPDATE audit_chain SET holder = NULL, held_until = NULL";
  private static final String UNSEALED =
      "SELECT COUNT(*) FROM audit_events WHERE chain_position IS NULL";

  private final Lab lab;
  private final Installation installation;

  public Auditing(Lab lab, Installation installation) {
    this.lab = lab;
    this.installation = installation;
  }

  public void measure() {
    try (ServerProcess server = installation.start();
        Connection connection = installation.database().connect()) {
      lab.warmUp(server, installation.rotations());
      Rounds<Measured, Measured> rounds =
          Rounds.interleaved(
              2 * lab.rounds(),
              () -> after(connection, RELEASE, server),
              () -> after(connection, HOLD, server));
      Figures share = Rounds.ratio(rounds);
      lab.report()
          .goal(
              "/refresh with the audit's chain being sealed against without",
              installation.database().name(),
              "90%",
              share.percent(),
              share.median() >= SHARE,
              rates(rounds));
      backlog(server, connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same while a backlog of events is sealed at full speed, as after a long import.
  private void backlog(ServerProcess server, Connection connection) throws SQLException {
    execute(connection, HOLD);
    insert(connection);
    Rounds<Measured, Measured> rounds =
        Rounds.interleaved(
            lab.rounds(),
            () -> after(connection, RELEASE, server),
            () -> after(connection, HOLD, server));
    Figures share = Rounds.ratio(rounds);
    String sealed =
        "%,d of %,d events sealed meanwhile; ".formatted(BACKLOG - unsealed(connection), BACKLOG);
    execute(connection, RELEASE);
    long begin = System.nanoTime();
    long left = unsealed(connection);
    while (unsealed(connection) > 0) {
      pause();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    lab.report()
        .figure(
            "/refresh while a backlog of events is sealed against without",
            installation.database().name(),
            share.percent(),
            sealed
                + rates(rounds)
                + String.format(
                    Locale.ROOT, "; alone, %,.0f events/s were sealed", left / seconds));
  }

  private Measured after(Connection connection, String sql, ServerProcess server) {
    execute(connection, sql);
    return lab.round(server, installation.rotations());
  }

  private static String rates(Rounds<Measured, Measured> rounds) {
    return String.format(
        Locale.ROOT,
        "%s/s against %s/s; server %.0f us of processor each against %.0f us",
        rounds.left(Measured::rate).whole(),
        rounds.right(Measured::rate).whole(),
        rounds.left(Measured::serverMicrosEach).median(),
        rounds.right(Measured::serverMicrosEach).median());
  }

  private void insert(Connection connection) throws SQLException {
    String id =
        installation.database() instanceof TargetDatabase.Postgresql ? "CAST(? AS uuid)" : "?";
    connection.setAutoCommit(false);
    try (PreparedStatement event =
        connection.prepareStatement(
            "INSERT INTO audit_events (id, at, actor, action, result) SELECT "
                + id
                + ", MIN(created_at), 'user:somebody', 'session.started', 'success' FROM users")) {
      for (int i = 0; i < BACKLOG; i++) {
        event.setString(1, "01990000-0000-7000-8000-%012x".formatted(i));
        event.addBatch();
        if (i % 1_000 == 999) {
          event.executeBatch();
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long unsealed(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(UNSEALED)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
