package dev.gatehouse.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// A database for a server to be started on.
public sealed interface TargetDatabase {
  /// `SQLite` or `PostgreSQL`.
  String name();

  /// The configuration that points a server at it.
  Map<String, String> environment();

  /// The address for JDBC.
  String url();

  /// Throws the database away and makes a new one without a schema.
  void makeEmpty();

  /// A connection beside the server's.
  default Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /// A file.
  record Sqlite(Path file) implements TargetDatabase {
    @Override
    public String name() {
      return "SQLite";
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("DB_TYPE", "sqlite", "DB_PATH", file.toString());
    }

    @Override
    public String url() {
      return "jdbc:sqlite:" + file;
    }

    @Override
    public void makeEmpty() {
      try {
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
          Files.deleteIfExists(Path.of(file + suffix));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A database in the cluster that this run has started.
  record Postgresql(PostgresqlServer server, String database) implements TargetDatabase {
    @Override
    public String name() {
      return "PostgreSQL";
    }

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "DATABASE_URL",
          "postgresql://postgres@localhost:%d/%s?sslmode=disable"
              .formatted(server.port(), database));
    }

    @Override
    public String url() {
      return server.url(database);
    }

    @Override
    public void makeEmpty() {
      server.recreate(database);
    }
  }
}
