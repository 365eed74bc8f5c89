package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.gatehouse.platform.mail.SmtpServer;
import dev.gatehouse.platform.mail.SmtpServer.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailVariablesTest extends SettingsFixture {

  @ParameterizedTest
  @CsvSource({
    "smtps://u:p@mail.example.com, 465, TLS",
    "smtps://mail.example.com:10465, 10465, TLS",
    "smtp://u:p@mail.example.com, 587, STARTTLS",
    "smtp://mail.example.com:25, 25, STARTTLS_IF_OFFERED",
    "smtp://u:p@localhost:1025?starttls=never, 1025, NONE",
    "SMTP://mail.example.com/?starttls=always, 587, STARTTLS"
  })
  void a_password_is_never_sent_in_clear_unless_that_was_asked_for(
      String url, int port, Security security) {
    SmtpServer server = server(url);
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.security()).isEqualTo(security);
  }

  @Test
  void user_and_password_may_be_escaped_and_are_shown_nowhere() {
    SmtpServer server = server("smtp://ada%40example.com:p%23+w%2F@mail.example.com");
    SmtpServer.Login login = Objects.requireNonNull(server.login());
    assertAll(
        () -> assertThat(login.user()).isEqualTo("ada@example.com"),
        () -> assertThat(login.password().reveal()).isEqualTo("p#+w/"),
        () -> assertThat(server.toString()).doesNotContain("p#+w/"),
        () -> assertThat(load().describe()).noneMatch(line -> line.contains("p%23")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp:mail",
        "smtp://mail.example.com/path",
        "smtp://mail.example.com?starttls=maybe",
        "smtps://mail.example.com?starttls=never",
        "smtp://user@mail.example.com",
        "smtp://user:hunter2@mail example.com",
        "smtp://mail.example.com:0"
      })
  void another_address_is_refused_and_not_repeated(String url) {
    set("SMTP_URL", url);
    set("MAIL_FROM", "auth@example.com");
    refusedNaming("SMTP_URL");
    org.assertj.core.api.Assertions.assertThatThrownBy(this::load)
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nobody", "a@b\r\nBcc: c@example.com", "A <a@b>\nX: y", "a@example.com, b@x.de"})
  void a_sender_is_one_address_on_one_line(String from) {
    set("MAIL_FROM", from);
    refusedNaming("MAIL_FROM");
  }

  @Test
  void a_mail_server_needs_a_sender() {
    set("SMTP_URL", "smtp://mail.example.com");
    refused("SMTP_URL needs MAIL_FROM: the address that mails come from.");
  }

  @Test
  void production_without_a_mail_server_starts_with_a_warning() {
    production();
    assertThat(load().warnings()).singleElement().asString().startsWith("SMTP_URL is not set:");
    assertThat(load().mail().isSent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REQUIRE_VERIFIED_EMAIL", "REGISTRATION_CONCEALS_ACCOUNTS"})
  void what_rests_on_mail_needs_a_mail_server(String name) {
    production();
    set(name, "true");
    refused(name + "=true needs SMTP_URL: nobody could prove an email address.");
    set("SMTP_URL", "smtp://mail.example.com");
    set("MAIL_FROM", "Acme <auth@example.com>");
    assertThat(load().contracts().registration().verifiedFirst()).isTrue();
  }

  @Test
  void concealing_accounts_contradicts_letting_in_the_unverified() {
    set("REGISTRATION_CONCEALS_ACCOUNTS", "true");
    set("REQUIRE_VERIFIED_EMAIL", "false");
    refusedNaming("REGISTRATION_CONCEALS_ACCOUNTS=true needs REQUIRE_VERIFIED_EMAIL=true");
  }

  @Test
  void an_operators_templates_are_checked_at_the_start() throws IOException {
    set("MAIL_TEMPLATES", "mails");
    refusedNaming("is not a folder");
    Files.createDirectory(folder.resolve("mails"));
    load();
    template("password_reset.txt", "Subject: Hello {{brand}}\n\nNo link.\n");
    refusedNaming("password_reset.txt must say {{link}}");
    template("password_reset.txt", "No subject {{link}}\n");
    refusedNaming("password_reset.txt must begin with a line");
    template("password_reset.txt", "Subject: Hello\n\n{{link}} {{password}}\n");
    refusedNaming("asks for {{password}}");
    template("password_reset.txt", "Subject: Hello\n\nHere: {{ link }}\n");
    load();
    template("pasword_reset.txt", "Subject: Hello\n\n{{link}}\n");
    refusedNaming("pasword_reset.txt is not the name of a mail template");
  }

  private void template(String name, String text) throws IOException {
    Files.writeString(folder.resolve("mails").resolve(name), text);
  }

  private SmtpServer server(String url) {
    set("SMTP_URL", url);
    set("MAIL_FROM", "auth@example.com");
    return Objects.requireNonNull(load().mail().server());
  }
}
