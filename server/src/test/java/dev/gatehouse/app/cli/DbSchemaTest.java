package dev.gatehouse.app.cli;

import static dev.gatehouse.testing.Revisions.BEFORE_HEAD;
import static dev.gatehouse.testing.Revisions.COUNT;
import static dev.gatehouse.testing.Revisions.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DbSchemaTest extends CliFixture {

  @Test
  void init_makes_tables_and_roles_and_is_harmless_when_run_again() {
    done("db", "init");
    assertThat(out)
        .contains("Brought the database to revision " + HEAD + ".", "admin, auditor, user");
    done("db", "init");
    assertThat(out)
        .contains("at revision " + HEAD + " already", "The default roles are there already.");
    assertThat(number(database(), "SELECT COUNT(*) FROM roles")).isEqualTo(3);
  }

  @Test
  void init_makes_roles_that_are_missing() {
    done("db", "init");
    change(database(), "DELETE FROM roles WHERE name = 'auditor'");
    done("db", "create-roles");
    assertThat(out).isEqualTo("Made the roles auditor." + System.lineSeparator());
  }

  @Test
  void upgrade_stops_where_it_is_told_to() {
    done("db", "upgrade", "--revision", "5");
    assertThat(out).contains("Applied 1, 2, 3, 4, 5; the database is at revision 5.");
    done("db", "current");
    assertThat(out).startsWith("5 (of " + HEAD);
    done("db", "upgrade", "--revision", "head");
    done("db", "upgrade");
    assertThat(out).contains("The database is at revision " + HEAD + " already.");
    done("db", "current");
    assertThat(out).startsWith(HEAD + " (head)");
  }

  @Test
  void history_tells_what_is_applied_and_what_is_not() {
    done("db", "upgrade", "--revision", "1");
    done("db", "history");
    assertThat(out.lines()).hasSize(COUNT);
    assertThat(out.lines().findFirst().orElseThrow())
        .startsWith("001  users")
        .doesNotContain("not");
    assertThat(out.lines().skip(1)).allMatch(line -> line.endsWith("not applied"));
  }

  @Test
  void downgrade_tells_what_it_deletes_and_deletes_it() {
    done("db", "init");
    admin("adam");
    done("db", "downgrade", "--revision", "base");
    assertThat(out)
        .contains("Deletes the rows of users: 1.", "Deletes the rows of roles: 3.")
        .doesNotContain("user_sessions:")
        .contains("the database is at revision 0.");
    assertThat(number(database(), "SELECT COUNT(*) FROM sqlite_master WHERE name = 'users'"))
        .isZero();
    done("db", "downgrade", "--revision", "0");
    assertThat(out).contains("nothing to take back");
    done("db", "init");
  }

  @Test
  void a_bad_revision_is_refused() {
    done("db", "init");
    refused(
        "Say which revision to go back to with --revision; `gatehouse db history` lists them.",
        "db",
        "downgrade");
    refused(
        "There is no revision 99: this program knows 1 to " + HEAD + ".",
        "db",
        "downgrade",
        "--revision=99");
    refused(
        "There is no revision 99: this program knows 1 to " + HEAD + ".",
        "db",
        "upgrade",
        "--revision=99");
    for (String bad : new String[] {"-1", "x", "", "1.5", "99999999999999999999"}) {
      refusedSaying("is not a revision", "db", "upgrade", "--revision=" + bad);
      refusedSaying("is not a revision", "db", "downgrade", "--revision=" + bad);
    }
  }

  @Test
  void looking_at_a_database_that_is_not_there_makes_none() {
    String sentence =
        "There is no database %s: make it with `gatehouse db init`.".formatted(database());
    refused(sentence, "db", "current");
    refused(sentence, "db", "history");
    refused(sentence, "db", "downgrade", "--revision=0");
    refused(sentence, "db", "create-roles");
    refused(sentence, "db", "backup", "x");
    refused(sentence, "keys", "list");
    refused(sentence, "keys", "rotate");
    assertThat(database()).doesNotExist();
  }

  @Test
  void what_is_not_ours_is_refused() throws IOException {
    Files.createDirectories(database().getParent());
    change(database(), "CREATE TABLE invoices (id INTEGER)");
    for (String command : new String[] {"init", "upgrade", "current", "history", "create-roles"}) {
      refusedSaying("tables of another program (invoices)", "db", command);
    }
    Files.delete(database());
    change(database(), "CREATE TABLE users (id INTEGER, email TEXT)");
    for (String command : new String[] {"init", "upgrade", "current"}) {
      refusedSaying("tables of another program (users)", "db", command);
    }
    refusedSaying("gatehouse import-legacy", "db", "upgrade");
    Files.writeString(database(), "Dear diary, this is not a database. ".repeat(200));
    refusedSaying("cannot be opened", "db", "init");
    Files.delete(database());
    Files.createDirectory(database());
    refusedSaying(database().toString(), "db", "init");
  }

  @Test
  void an_old_schema_and_another_secret_are_refused() {
    done("db", "upgrade", "--revision", Integer.toString(BEFORE_HEAD));
    refused(
        "The database is at revision "
            + BEFORE_HEAD
            + " and this program needs "
            + HEAD
            + ": run `gatehouse db upgrade`.",
        "db",
        "create-roles");
    done("db", "init");
    environment.put("SECRET_KEY", OTHER_SECRET);
    refusedSaying("made under another SECRET_KEY", "db", "init");
    refusedSaying("made under another SECRET_KEY", "keys", "rotate");
    environment.put("SECRET_KEY_PREVIOUS", SECRET);
    done("db", "init");
  }

  @Test
  void a_server_that_is_not_there_is_told_of_in_one_sentence() {
    environment.put("DATABASE_URL", "postgresql://gatehouse:hunter2@127.0.0.1:1/gatehouse");
    refusedSaying("127.0.0.1:1", "db", "init");
    assertThat(err).doesNotContain("hunter2");
    environment.put("DATABASE_URL", "mysql://gatehouse:hunter2@127.0.0.1:1/gatehouse");
    refusedSaying("127.0.0.1:1", "keys", "list");
    assertThat(err).doesNotContain("hunter2");
  }

  @Test
  void migrate_writes_a_template_a_dialect_and_lists_it() throws IOException {
    Path migrations = folder.resolve("server/src/main/resources/db/migrations");
    for (String dialect : new String[] {"sqlite", "postgresql", "mysql"}) {
      Files.createDirectories(migrations.resolve(dialect));
    }
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Files.writeString(migrations.resolve("index"), "001_users\n002_roles");
    done("db", "migrate", "-m", "  Add nick-names, \"quickly\"! ");
    assertThat(out.lines()).hasSize(4).allMatch(line -> line.startsWith("Wrote server"));
    assertThat(migrations.resolve("index"))
        .hasContent("001_users\n002_roles\n003_add_nick_names_quickly\n");
    assertThat(migrations.resolve("mysql/003_add_nick_names_quickly.sql"))
        .content()
        .startsWith("-- add nick names quickly")
        .contains("-- //@UNDO");
    refusedSaying("Say what the migration does", "db", "migrate");
    refusedSaying("Say what the migration does", "db", "migrate", "-m", " ?! ");
  }

  @Test
  void migrate_needs_a_source_checkout() {
    refused(
        "Migrations are written in a source checkout, and %s is not in one.".formatted(folder),
        "db",
        "migrate",
        "-m",
        "add nicknames");
  }
}
