package dev.gatehouse.app;

import dev.gatehouse.identity.notices.MailTemplates;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.mail.Sender;
import dev.gatehouse.platform.mail.SmtpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Mails: where they go, whom they come from, how they are worded.
final class MailVariables {
  private static final int LONGEST_BRAND = 64;

  private static final Variable<SmtpServer> SMTP_URL =
      Variable.open(
              "SMTP_URL",
              "unset",
              SmtpServer::parse,
              "The mail server: `smtps://user:password@host` (TLS, port 465) or"
                  + " `smtp://user:password@host` (STARTTLS, port 587; without a password only if"
                  + " offered; `?starttls=always`, `if-offered` or `never` says otherwise). Unset:"
                  + " development keeps mails at `/dev/mailbox` and prints them on a terminal;"
                  + " production sends none and answers 503 to what needs one.")
          .maskedUrl();
  private static final Variable<Sender> MAIL_FROM =
      Variable.open(
          "MAIL_FROM",
          "unset",
          Sender::parse,
          "The sender of mails, `auth@example.com` or `Name <auth@example.com>`; needed with"
              + " `SMTP_URL`.");
  private static final Variable<String> MAIL_TEMPLATES =
      Variable.open(
          "MAIL_TEMPLATES",
          "built in",
          Parsers.text(),
          "A folder whose files take the place of the built-in mail templates of the same name.");
  private static final Variable<String> BRAND_NAME =
      Variable.of(
          "BRAND_NAME",
          "Gatehouse",
          MailVariables::brand,
          "What the service is called: in mails, on pages and in authenticator apps.");

  static final Group GROUP =
      new Group("Mail", List.of(SMTP_URL, MAIL_FROM, MAIL_TEMPLATES, BRAND_NAME));

  private MailVariables() {}

  static Settings.Mail read(Values values, Settings.Environment where, Path directory) {
    @Nullable SmtpServer server = values.find(SMTP_URL).orElse(null);
    @Nullable Sender from = values.find(MAIL_FROM).orElse(null);
    if (server != null && from == null) {
      throw new ConfigException("SMTP_URL needs MAIL_FROM: the address that mails come from.");
    }
    if (server == null && where.isProduction()) {
      values.warn(
          "SMTP_URL is not set: no mail is sent, and what needs one (a forgotten password, the"
              + " proof of an email address, an invitation) is answered 503.");
    }
    return new Settings.Mail(
        server, from, templates(values, directory), values.get(BRAND_NAME), !where.isProduction());
  }

  /// Nobody could prove an address.
  static void require(Settings.Mail mail, ContractSettings.Registration registration) {
    if (!mail.isSent() && (registration.conceals() || registration.verifiedFirst())) {
      throw new ConfigException(
          (registration.conceals() ? "REGISTRATION_CONCEALS_ACCOUNTS" : "REQUIRE_VERIFIED_EMAIL")
              + "=true needs SMTP_URL: nobody could prove an email address.");
    }
  }

  private static MailTemplates templates(Values values, Path directory) {
    @Nullable Path folder = values.find(MAIL_TEMPLATES).map(directory::resolve).orElse(null);
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ConfigException("MAIL_TEMPLATES: " + folder + " is not a folder.");
    }
    try {
      return MailTemplates.load(folder);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("MAIL_TEMPLATES: " + e.getMessage() + ".", e);
    }
  }

  private static String brand(String text) {
    String name = text.strip();
    if (name.length() > LONGEST_BRAND || name.codePoints().anyMatch(Fields::isNoText)) {
      throw new IllegalArgumentException(
          "must be one line of at most " + LONGEST_BRAND + " characters");
    }
    if (name.contains("://")) {
      throw new IllegalArgumentException("must be a name, not a link");
    }
    return name;
  }
}
