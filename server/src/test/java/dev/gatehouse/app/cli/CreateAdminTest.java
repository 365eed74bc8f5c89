package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreateAdminTest extends CliFixture {
  private static final String[] ADAM = {"db", "create-admin", "--username", "adam"};

  @BeforeEach
  void makeTheDatabase() {
    done("db", "init");
  }

  @Test
  void a_bare_name_is_stored_at_localhost_with_both_roles_and_verified() {
    keyboard.input = PASSWORD + "\n";
    done(with("--password-stdin"));
    assertThat(out)
        .startsWith("Made the administrator adam@localhost (")
        .endsWith("sign in as adam." + System.lineSeparator());
    assertThat(
            number(
                database(),
                "SELECT COUNT(*) FROM users WHERE email = 'adam@localhost' AND is_verified = 1"))
        .isEqualTo(1);
    assertThat(
            number(
                database(),
                "SELECT COUNT(*) FROM user_roles ur JOIN roles r ON r.id = ur.role_id"
                    + " WHERE r.name IN ('admin', 'user')"))
        .isEqualTo(2);
    assertThat(number(database(), "SELECT COUNT(*) FROM server_state WHERE name = 'bare_names'"))
        .isEqualTo(1);
    assertThat(
            number(database(), "SELECT COUNT(*) FROM audit_events WHERE action LIKE 'account.%'"))
        .isEqualTo(1);
  }

  @Test
  void an_address_stays_one_and_lets_no_bare_name_in() {
    keyboard.input = PASSWORD;
    done("db", "create-admin", "--email", "Eve@Example.com", "--password-stdin");
    assertThat(out).contains("Eve@example.com");
    assertThat(number(database(), "SELECT COUNT(*) FROM server_state WHERE name = 'bare_names'"))
        .isZero();
  }

  @Test
  void the_same_name_in_any_case_is_taken() {
    admin("adam");
    keyboard.input = PASSWORD;
    refused(
        "There is an account Adam@localhost already.",
        "db",
        "create-admin",
        "--username=Adam",
        "--password-stdin");
  }

  @Test
  void the_password_is_asked_for_twice() {
    keyboard.types(PASSWORD, PASSWORD);
    done(ADAM);
  }

  @Test
  void two_different_answers_are_refused() {
    keyboard.types(PASSWORD, PASSWORD + "!");
    refused("The two passwords are not the same.", ADAM);
  }

  @Test
  void without_a_terminal_there_is_nobody_to_ask() {
    refused("There is no terminal to ask for the password at: use --password-stdin.", ADAM);
  }

  @Test
  void a_password_on_the_command_line_is_warned_of_and_never_shown() {
    assertThat(gatehouse(with("--password", PASSWORD))).isZero();
    assertThat(err).startsWith("Warning: --password").doesNotContain(PASSWORD).hasLineCount(1);
    assertThat(out).doesNotContain(PASSWORD);
    assertThat(gatehouse(with("--password", "Some", "words"))).isEqualTo(2);
    assertThat(err).doesNotContain("words").startsWith("There is an argument too many");
  }

  @Test
  void the_policy_holds() {
    keyboard.input = "short";
    refused(
        "The password must have at least 8 characters, must contain an upper-case letter, must"
            + " contain a digit.",
        with("--password-stdin"));
    keyboard.input = "Aa1" + "x".repeat(70);
    refused("The password must be at most 72 bytes in UTF-8.", with("--password-stdin"));
    keyboard.input = "";
    refusedSaying("must have at least 8 characters", with("--password-stdin"));
  }

  @Test
  void a_weak_password_is_taken_on_request_but_not_in_production() {
    keyboard.input = "";
    refused("The password must not be empty.", with("--password-stdin", "--allow-weak-password"));
    keyboard.input = "admin";
    done(with("--password-stdin", "--allow-weak-password"));
    environment.put("APP_ENV", "production");
    environment.put("PUBLIC_URL", "https://auth.example.com");
    refused(
        "--allow-weak-password is for development; this is production.",
        "db",
        "create-admin",
        "--username=eve",
        "--password-stdin",
        "--allow-weak-password");
  }

  @Test
  void what_is_no_name_is_refused_before_anything_is_asked() {
    for (String bad : new String[] {"", " ", "a b", "a@b@c", "a@", "@a", "a\nb"}) {
      refusedSaying("is neither a plain name nor an email", "db", "create-admin", "--email=" + bad);
    }
    refused("Say who it is with --username.", "db", "create-admin");
    refused(
        "Give --password or --password-stdin, not both.",
        with("--password-stdin", "--password=" + PASSWORD));
    keyboard.input = "Two-lines-1\nof text";
    refused(
        "Standard input holds more than one line: it is not a password.", with("--password-stdin"));
  }

  private static String[] with(String... more) {
    String[] all = java.util.Arrays.copyOf(ADAM, ADAM.length + more.length);
    System.arraycopy(more, 0, all, ADAM.length, more.length);
    return all;
  }
}
