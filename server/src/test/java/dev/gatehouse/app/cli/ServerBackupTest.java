package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Backup and restore on PostgreSQL. Its tools are played by scripts, so that what they are told
/// can be seen and no version has to fit.
class ServerBackupTest extends CliFixture {
  @SuppressWarnings("NullAway.Init") // set before every test
  private static EmbeddedPostgres postgres;

  private Path bin = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void useAnEmptyDatabase() throws IOException, SQLException {
    sql("DROP DATABASE IF EXISTS gate WITH (FORCE)", "CREATE DATABASE gate");
    bin = Files.createDirectory(folder.resolve("bin"));
    environment.put("PATH", bin.toString());
    environment.put(
        "DATABASE_URL",
        "postgresql://postgres:hunter2@localhost:%d/gate".formatted(postgres.getPort()));
  }

  @Test
  void without_the_tool_the_command_is_told_but_not_the_password() {
    done("db", "init");
    refused(
        "pg_dump is not on the PATH; where it is, run: PGSSLMODE=prefer pg_dump --password"
            + " --host=localhost --port=%d --username=postgres --format=custom --file=%s gate."
                .formatted(postgres.getPort(), folder.resolve("x.dump")),
        "db",
        "backup",
        "x.dump");
    assertThat(folder.resolve("x.dump")).doesNotExist();
  }

  @Test
  void the_tool_gets_the_password_through_its_environment() throws IOException {
    done("db", "init");
    tool(
        "pg_dump",
        """
        for word in "$@"; do case "$word" in --file=*) echo "$* [$PGPASSWORD]" > "${word#--file=}";; esac; done
        """);
    done("db", "backup", "x.dump");
    Path dump = folder.resolve("x.dump");
    assertThat(dump).content().contains("--format=custom", "[hunter2]").doesNotContain("=hunter2");
    assertThat(Files.getPosixFilePermissions(dump))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_tool_that_fails_leaves_no_file() throws IOException {
    done("db", "init");
    tool("pg_dump", "echo 'pg_dump: error: server version mismatch' >&2; echo more; exit 1\n");
    refused("pg_dump failed: pg_dump: error: server version mismatch.", "db", "backup", "x.dump");
    assertThat(folder).isDirectoryNotContaining("glob:**dump*");
  }

  @Test
  void a_restore_wants_an_empty_database() throws IOException {
    done("db", "init");
    Files.writeString(folder.resolve("x.dump"), "PGDMP");
    refusedSaying("The database gate is not empty (", "db", "restore", "x.dump");
  }

  @Test
  void a_restore_runs_the_tool_and_then_ends_every_session() throws IOException, SQLException {
    done("db", "init");
    admin("adam");
    sql("ALTER DATABASE gate RENAME TO gate_kept", "CREATE DATABASE gate");
    Files.writeString(folder.resolve("x.dump"), "PGDMP");
    refusedSaying("pg_restore is not on the PATH; where it is, run:", "db", "restore", "x.dump");
    assertThat(err).contains("and then `gatehouse db restore --loaded`").doesNotContain("hunter2");
    refusedSaying("It is not a Gatehouse database.", "db", "restore", "--loaded");

    // Another hand loads it.
    sql("DROP DATABASE gate WITH (FORCE)", "ALTER DATABASE gate_kept RENAME TO gate");
    done("db", "restore", "--loaded");
    assertThat(out).contains("Ended all sessions");
    assertThat(epoch()).isGreaterThan(java.time.Instant.now().getEpochSecond() - 60);
  }

  @Test
  void a_user_who_may_make_no_tables_is_told_so_in_one_sentence() throws SQLException {
    sql("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN");
    environment.put(
        "DATABASE_URL", "postgresql://guest@localhost:%d/gate".formatted(postgres.getPort()));
    refusedSaying("permission denied for schema public", "db", "init");
  }

  private static long epoch() throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", "gate").getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT MIN(auth_epoch) FROM users")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static void sql(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }
}
