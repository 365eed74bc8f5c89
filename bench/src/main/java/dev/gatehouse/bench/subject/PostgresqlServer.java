package dev.gatehouse.bench.subject;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// PostgreSQL as it would be run: every commit on the disk before it is answered. (The library's
/// own default is a database that forgets.)
public final class PostgresqlServer implements AutoCloseable {
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final EmbeddedPostgres postgres;

  private PostgresqlServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /// Starts one and sees that it is durable.
  ///
  /// @param folder for the data; emptied first
  /// @throws IllegalStateException when the server says that it is not durable
  public static PostgresqlServer start(Path folder, Path log) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(true)
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .setOutputRedirector(Redirect.appendTo(log.toFile()));
      DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
      PostgresqlServer server = new PostgresqlServer(builder.start());
      DURABLE.forEach(server::requireOn);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return postgres.getPort();
  }

  String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=postgres&stringtype=unspecified"
        .formatted(port(), database);
  }

  /// The server's version, `18.1` for one.
  public String version() {
    return ask("SHOW server_version");
  }

  void recreate(String database) {
    execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    execute("CREATE DATABASE " + database);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private void requireOn(String setting) {
    if (!ask("SHOW " + setting).equals("on")) {
      throw new IllegalStateException("PostgreSQL runs with " + setting + " off");
    }
  }

  private String ask(String question) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(question + " failed", e);
    }
  }

  private void execute(String command) {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new IllegalStateException(command + " failed", e);
    }
  }
}
