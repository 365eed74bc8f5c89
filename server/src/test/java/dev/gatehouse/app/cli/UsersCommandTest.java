package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersCommandTest extends CliFixture {
  @BeforeEach
  void makeAnAdministrator() {
    done("db", "init");
    admin("chief");
    keyboard.input = PASSWORD;
    done("users", "create", "ann@example.com", "--name", "Ann", "--password-stdin");
  }

  @Test
  void a_user_is_made_and_found_by_email_by_id_and_by_the_beginning() {
    assertThat(out).contains("active    ann@example.com  user");
    String id = out.substring(0, 36);
    done("users", "show", id);
    assertThat(out).contains("Ann", "ann@example.com").containsPattern("verified +no");
    done("users", "show", "ANN@example.com");
    assertThat(out).contains(id);
    done("users", "show", "chief");
    assertThat(out).contains("admin, user");
    done("users", "list", "--search", "an");
    assertThat(out).hasLineCount(1).contains(id);
    done("users", "list", "--role", "admin");
    assertThat(out).hasLineCount(1).contains("chief@localhost");
    assertThat(gatehouse("users", "list", "--limit", "1")).isZero();
    assertThat(out).hasLineCount(1);
    assertThat(err).contains("There are more");
    refused("There is no user bob@example.com.", "users", "show", "bob@example.com");
    refused(
        "There is an account ann@example.com already.",
        "users",
        "create",
        "ann@example.com",
        "--no-password");
    refusedSaying(
        "There is no role emperor",
        "users",
        "create",
        "b@example.com",
        "--no-password",
        "--role",
        "emperor");
  }

  @Test
  void what_a_user_may_do_is_changed_and_the_last_administrator_stays() {
    done("users", "grant", "ann@example.com", "auditor");
    assertThat(out).contains("auditor,user");
    done("users", "revoke", "ann@example.com", "auditor");
    assertThat(out).doesNotContain("auditor");
    done("users", "deactivate", "ann@example.com");
    assertThat(out).contains("inactive");
    done("users", "list", "--inactive");
    assertThat(out).hasLineCount(1).contains("ann@example.com");
    done("users", "activate", "ann@example.com");
    refusedSaying("is the last administrator", "users", "deactivate", "chief");
    refusedSaying("is the last administrator", "users", "revoke", "chief", "admin");
    refusedSaying("is the last administrator", "users", "delete", "chief", "--yes");
    done("users", "grant", "ann@example.com", "admin");
    done("users", "revoke", "chief", "admin");
    refused("There is no role emperor.", "users", "grant", "ann@example.com", "emperor");
  }

  @Test
  void a_password_is_set_by_the_policy_and_sessions_are_listed_and_ended() {
    keyboard.input = "short";
    refusedSaying(
        "The password must have at least 8 characters",
        "users",
        "set-password",
        "ann@example.com",
        "--password-stdin");
    // nor the name before the @
    keyboard.input = "Berta.Benz1";
    refusedSaying(
        "must not be the email address or what stands before its @",
        "users",
        "create",
        "berta.benz1@example.com",
        "--password-stdin");
    done("users", "create", "berta.benz1@example.com", "--no-password");
    refusedSaying(
        "must not be the email address",
        "users",
        "set-password",
        "berta.benz1@example.com",
        "--password-stdin");
    refusedSaying(
        "must not be the email address",
        "db",
        "create-admin",
        "--username",
        "Berta.Benz1",
        "--password-stdin");
    keyboard.input = "Another-Horse-8";
    done("users", "set-password", "ann@example.com", "--password-stdin");
    assertThat(number(database(), "SELECT auth_epoch FROM users WHERE name = 'Ann'")).isEqualTo(1);
    done("users", "sessions", "ann@example.com");
    assertThat(out).isEmpty();
    done("users", "sessions", "ann@example.com", "--end");
    assertThat(out).contains("Ended 0 sessions.");
  }

  @Test
  void a_user_is_deleted_only_when_it_is_said_twice() {
    refusedSaying("say --yes", "users", "delete", "ann@example.com");
    done("users", "delete", "ann@example.com", "--yes");
    assertThat(number(database(), "SELECT COUNT(*) FROM users")).isEqualTo(1);
    refused("There is no user ann@example.com.", "users", "delete", "ann@example.com", "--yes");
  }

  @Test
  void users_go_out_into_a_file_of_their_own_and_come_in_again() throws IOException {
    done("users", "export", "plain.jsonl");
    assertThat(out).contains("Wrote 2 users without password hashes.");
    assertThat(folder.resolve("plain.jsonl")).content().doesNotContain("hashed_password");
    done("users", "export", "users.jsonl", "--include-hashes");
    assertThat(Files.getPosixFilePermissions(folder.resolve("users.jsonl")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    refusedSaying("exists already", "users", "export", "users.jsonl");
    done("users", "import", "users.jsonl");
    assertThat(out).contains("Created 0, updated 0, left 2 as they were, skipped 0.");
    done("users", "delete", "ann@example.com", "--yes");
    Files.writeString(
        folder.resolve("users.jsonl"), Files.readString(folder.resolve("users.jsonl")) + "{}\n");
    assertThat(gatehouse("users", "import", "users.jsonl")).isZero();
    assertThat(out).contains("Created 1, updated 0, left 1 as they were, skipped 1.");
    assertThat(err).contains("Line 3: email is required.");
    assertThat(
            number(
                database(),
                "SELECT COUNT(*) FROM users WHERE name = 'Ann' AND hashed_password LIKE '$2b$%'"))
        .isEqualTo(1);
    refusedSaying("can't be read", "users", "import", "nothing.jsonl");
  }
}
