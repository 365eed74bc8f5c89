package dev.gatehouse.app.cli;

import static dev.gatehouse.testing.Revisions.BEFORE_HEAD;
import static dev.gatehouse.testing.Revisions.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupTest extends CliFixture {
  private Path copy = Path.of("");

  @BeforeEach
  void makeABackup() {
    done("db", "init");
    admin("adam");
    copy = folder.resolve("copy.db");
    done("db", "backup", "copy.db");
  }

  @Test
  void a_backup_is_one_whole_file_for_its_owner_alone() throws IOException {
    assertThat(out)
        .contains(
            "Backed up the database at revision " + HEAD + " to " + copy,
            "SECRET_KEY (environment)");
    assertThat(number(copy, "SELECT COUNT(*) FROM users")).isEqualTo(1);
    assertThat(Files.getPosixFilePermissions(copy))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("copy.db", "data");
    }
  }

  @Test
  void nothing_is_overwritten_and_nothing_half_done() throws IOException {
    refused(copy + " exists already: name a new file.", "db", "backup", "copy.db");
    Files.writeString(folder.resolve("secret"), "mine");
    refusedSaying("exists already", "db", "backup", "b.db", "--with-secret", "secret");
    refusedSaying("a file each", "db", "backup", "b.db", "--with-secret", "./b.db");
    refused("There is no folder %s/no.".formatted(folder), "db", "backup", "no/b.db");
    assertThat(folder.resolve("b.db")).doesNotExist();
    assertThat(folder.resolve("secret")).hasContent("mine");
  }

  @Test
  void the_secret_that_is_written_too_opens_the_backup() throws IOException {
    String odd = "it's \"odd\" \\ $HOME #" + OTHER_SECRET;
    environment.put("SECRET_KEY", odd);
    environment.put("SECRET_KEY_PREVIOUS", SECRET);
    environment.put("JWT_SECRET_KEY", OTHER_SECRET);
    done("db", "backup", "b.db", "--with-secret", "gatehouse.env");
    Path secret = folder.resolve("gatehouse.env");
    assertThat(Files.getPosixFilePermissions(secret))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(out).doesNotContain(OTHER_SECRET);
    Settings.Secrets read = Settings.load(folder, Map.of(), Map.of()).secrets();
    assertThat(read.secretKey().reveal()).isEqualTo(odd);
    assertThat(read.previous()).extracting(one -> one.reveal()).containsExactly(SECRET);
    assertThat(read.hs256Key().reveal()).isEqualTo(OTHER_SECRET);
  }

  @Test
  void a_restore_brings_back_what_was_and_keeps_what_is_replaced() throws IOException {
    admin("eve");
    done("db", "restore", "copy.db");
    assertThat(out)
        .contains("Restored " + copy + " at revision " + HEAD + ".", "Ended all sessions (0)");
    assertThat(number(database(), "SELECT COUNT(*) FROM users")).isEqualTo(1);
    Path kept = kept();
    assertThat(out).contains("kept in " + kept);
    assertThat(number(kept, "SELECT COUNT(*) FROM users")).isEqualTo(2);
    assertThat(number(copy, "SELECT auth_epoch FROM users")).isZero();
    try (Stream<Path> files = Files.list(database().getParent())) {
      assertThat(files).hasSize(2);
    }
    done("db", "current");
  }

  @Test
  void a_restore_ends_every_session_and_raises_every_epoch_above_any_there_was() {
    change(database(), "UPDATE users SET auth_epoch = 9000000000");
    change(database(), "UPDATE revocation_counter SET seq = 9000000000000000");
    change(copy, session());
    done("db", "restore", "copy.db");
    assertThat(out).contains("Ended all sessions (1)");
    assertThat(number(database(), "SELECT auth_epoch FROM users")).isEqualTo(9000000001L);
    assertThat(number(database(), "SELECT seq FROM revocation_counter"))
        .isGreaterThan(9000000000000000L);
    assertThat(
            number(
                database(),
                "SELECT COUNT(*) FROM user_sessions WHERE is_active = 0 AND ended_reason ="
                    + " 'restored' AND ended_at IS NOT NULL"))
        .isEqualTo(1);
    assertThat(number(database(), "SELECT COUNT(*) FROM refresh_tokens WHERE revoked = 1"))
        .isEqualTo(1);
  }

  @Test
  void where_the_replaced_database_is_lost_the_epochs_rise_above_the_time() throws IOException {
    Files.delete(database());
    done("db", "restore", "copy.db");
    assertThat(out).doesNotContain("kept in");
    assertThat(number(database(), "SELECT auth_epoch FROM users"))
        .isGreaterThan(java.time.Instant.now().getEpochSecond() - 60);
  }

  @Test
  void sessions_are_kept_on_request() {
    change(copy, session());
    done("db", "restore", "copy.db", "--keep-sessions");
    assertThat(out).contains("Kept the sessions");
    assertThat(number(database(), "SELECT auth_epoch FROM users")).isZero();
    assertThat(number(database(), "SELECT COUNT(*) FROM user_sessions WHERE is_active = 1"))
        .isEqualTo(1);
  }

  @Test
  void an_older_backup_is_brought_up_to_date() {
    done("db", "downgrade", "--revision", Integer.toString(BEFORE_HEAD));
    done("db", "backup", "old.db");
    done("db", "upgrade");
    done("db", "restore", "old.db");
    assertThat(out)
        .contains(
            "at revision " + BEFORE_HEAD + ".", "Brought its schema up to revision " + HEAD + ".");
    done("db", "current");
    assertThat(out).startsWith(HEAD + " (head)");
  }

  @Test
  void what_can_not_be_restored_is_refused_and_changes_nothing() throws IOException {
    Files.writeString(folder.resolve("text"), "SELECT 1;");
    refusedSaying("is not a Gatehouse backup", "db", "restore", "text");
    refused(folder + "/nope can't be read: there is no such file.", "db", "restore", "nope");
    refusedSaying("can't be read", "db", "restore", "data");
    refusedSaying("is the database itself", "db", "restore", "data/gatehouse.db");

    change(folder.resolve("foreign.db"), "CREATE TABLE invoices (id INTEGER)");
    refusedSaying("tables of another program (invoices)", "db", "restore", "foreign.db");
    change(folder.resolve("empty.db"), "CREATE TABLE x (id INTEGER)", "DROP TABLE x");
    refusedSaying("It is not a Gatehouse database.", "db", "restore", "empty.db");

    Files.copy(copy, folder.resolve("newer.db"));
    change(
        folder.resolve("newer.db"),
        "INSERT INTO gatehouse_changelog (id, applied_at, description) VALUES (999, '2099-01-01"
            + " 00:00:00', 'flying cars')");
    refusedSaying("this program knows none after " + HEAD, "db", "restore", "newer.db");

    byte[] bytes = Files.readAllBytes(copy);
    java.util.Arrays.fill(bytes, 8192, 40_000, (byte) 7);
    Files.write(folder.resolve("damaged.db"), bytes);
    refusedSaying("damaged", "db", "restore", "damaged.db");

    environment.put("SECRET_KEY", OTHER_SECRET);
    refusedSaying("made under another SECRET_KEY", "db", "restore", "copy.db");
    environment.put("SECRET_KEY", SECRET);
    done("db", "current");
    try (Stream<Path> files = Files.list(database().getParent())) {
      assertThat(files).containsExactly(database());
    }
  }

  @Test
  void a_damaged_database_can_be_replaced() throws IOException {
    Files.writeString(database(), "the disk was not well ".repeat(1000));
    done("db", "restore", "copy.db");
    assertThat(kept()).content().startsWith("the disk was not well");
    assertThat(number(database(), "SELECT COUNT(*) FROM users")).isEqualTo(1);
  }

  @Test
  void a_person_is_asked_before_a_database_is_replaced() {
    keyboard.types("n");
    refused("Nothing was changed.", "db", "restore", "copy.db");
    keyboard.types("y");
    done("db", "restore", "copy.db");
    done("db", "restore", "copy.db", "--yes");
  }

  @Test
  void a_restore_wants_a_file_or_the_word_that_it_is_loaded() {
    refusedSaying("Name the file to restore from", "db", "restore");
    refusedSaying("Name the file to restore from", "db", "restore", "copy.db", "--loaded");
    refusedSaying("--loaded is for database servers", "db", "restore", "--loaded");
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(database().getParent())) {
      return files
          .filter(file -> file.getFileName().toString().contains(".before-restore-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String[] session() {
    return new String[] {
      "INSERT INTO user_sessions (id, user_id, token_prefix, is_active, created_at, last_used_at,"
          + " expires_at, auth_methods) SELECT 's', id, 'p', 1, created_at, created_at,"
          + " '2999-01-01T00:00:00.000000Z', 'pwd' FROM users",
      "INSERT INTO refresh_tokens (id, user_id, session_id, expires_at, revoked, created_at,"
          + " generation, burst_from, burst_started_at, rotated_at, rotated_by, rotated_epoch,"
          + " recoveries, key_material, key_id) SELECT 'r', id, 's', '2999-01-01T00:00:00.000000Z',"
          + " 0, created_at, 0, 0, created_at, created_at, x'00', 0, 0, x'00', 'k' FROM users"
    };
  }
}
