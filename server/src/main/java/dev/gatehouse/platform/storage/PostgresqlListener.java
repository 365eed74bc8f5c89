package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// LISTEN on a connection of its own, which is made anew when it is lost.
final class PostgresqlListener implements Database.Listening {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresqlListener.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration UNTIL_PROBED = Duration.ofSeconds(10);
  private static final int PROBE_SECONDS = 3;

  private final ServerConnections connections;
  private final String channel;
  private final Consumer<String> heard;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean listening;

  PostgresqlListener(ServerConnections connections, String channel, Consumer<String> heard) {
    this.connections = connections;
    this.channel = channel;
    this.heard = heard;
    this.thread = Thread.ofPlatform().name("database-signals").daemon().start(this::run);
  }

  /// Whether this database was seen to know LISTEN. Some that speak PostgreSQL's protocol do not.
  boolean isListening() {
    return listening;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }

  private void run() {
    while (running) {
      try (Connection connection = connections.dedicated();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + channel);
        listening = true;
        heard.accept("");
        while (running) {
          hear(connection);
        }
      } catch (SQLException | RuntimeException | Error e) {
        listening = false;
        if (isUnknown(e)) {
          LOG.info("The database cannot push what is new (no LISTEN): it is asked once a second");
          return;
        }
        LOG.debug("the connection for signals was lost", e);
      }
      pause();
    }
  }

  private void hear(Connection connection) throws SQLException {
    PGNotification[] news =
        connection.unwrap(PGConnection.class).getNotifications((int) UNTIL_PROBED.toMillis());
    if (news == null || news.length == 0) {
      if (!connection.isValid(PROBE_SECONDS)) {
        throw new SQLException("the connection is dead", "08006");
      }
      return;
    }
    for (PGNotification one : news) {
      heard.accept(one.getParameter());
    }
  }

  private static boolean isUnknown(Throwable e) {
    return e instanceof SQLException refused
        && refused.getSQLState() != null
        && (refused.getSQLState().equals("42601") || refused.getSQLState().startsWith("0A"));
  }

  private void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
