package dev.gatehouse.app;

import dev.gatehouse.app.Settings.Environment;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Origin;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.SecretFile;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.DatabaseSettings.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What everything else is derived from.
final class SecretVariables {
  static final Variable<Secret> SECRET_KEY =
      Variable.open(
              "SECRET_KEY",
              "made in development and kept in `gatehouse.secret` beside the database",
              Parsers.secret(),
              "What stored keys are sealed with and tokens are derived from; at least 32 bytes in"
                  + " production, which refuses to start without it and with a known placeholder.")
          .alsoNamed("APP_SECRET_KEY")
          .secret();
  static final Variable<Secret> JWT_SECRET_KEY =
      Variable.open(
              "JWT_SECRET_KEY",
              "unset",
              Parsers.secret(),
              "The key of HS256 access tokens, its UTF-8 bytes as they are; when unset `SECRET_KEY`"
                  + " is that key. The rules of `SECRET_KEY` hold.")
          .secret();
  private static final Variable<List<Secret>> SECRET_KEY_PREVIOUS =
      Variable.open(
              "SECRET_KEY_PREVIOUS",
              "none",
              Parsers.list(Parsers.secret()),
              "Former values of `SECRET_KEY`, with commas between them, until `gatehouse keys"
                  + " reseal` has run.")
          .secret();

  static final Group GROUP =
      new Group("Secrets", List.of(SECRET_KEY, JWT_SECRET_KEY, SECRET_KEY_PREVIOUS));

  private static final int LEAST_BYTES = 32;
  private static final int LEAST_DISTINCT = 8;
  private static final Pattern REPEATED = Pattern.compile("(.{1,16})\\1+", Pattern.DOTALL);

  /// Looked for in the letters and digits of a secret, in lower case.
  private static final List<String> PLACEHOLDERS =
      List.of(
          "changeme",
          "changethis",
          "changeit",
          "changein",
          "pleasechange",
          "mustchange",
          "replaceme",
          "replacethis",
          "replacewith",
          "yoursecret",
          "yourjwtsecret",
          "yoursupersecret",
          "yourappsecret",
          "yourkeyhere",
          "yourrandom",
          "secretkeyhere",
          "supersecret",
          "verysecret",
          "mysecret",
          "topsecret",
          "djangoinsecure",
          "insecure",
          "notsecret",
          "secretkeyfor",
          "developmentsecret",
          "devsecret",
          "testsecret",
          "placeholder",
          "examplesecret",
          "examplekey");

  /// Secrets that are nothing but one of these.
  private static final Pattern PLAIN_WORD =
      Pattern.compile(
          "(?:secret|key|jwt|app|dev|test|password|default|gatehouse|token|auth|[0-9])+");

  private SecretVariables() {}

  static Settings.Secrets read(Values values, Environment where, Target database, Path directory) {
    values.find(JWT_SECRET_KEY).ifPresent(key -> check(JWT_SECRET_KEY, key, where, values));
    values.find(SECRET_KEY).ifPresent(key -> check(SECRET_KEY, key, where, values));
    if (where.isProduction() && !values.isSet(SECRET_KEY)) {
      throw new ConfigException(
          "SECRET_KEY is needed in production; make one with: openssl rand -base64 48.");
    }
    Secret current = current(values, database, directory);
    return new Settings.Secrets(
        current,
        values.find(SECRET_KEY_PREVIOUS).orElse(List.of()).stream()
            .filter(old -> !old.equals(current))
            .distinct()
            .toList(),
        values.find(JWT_SECRET_KEY).orElse(null));
  }

  private static Secret current(Values values, Target database, Path directory) {
    Optional<Secret> set = values.find(SECRET_KEY);
    if (set.isPresent()) {
      return set.get();
    }
    Path file =
        switch (database) {
          case SqliteFile(Path path) -> path.resolveSibling("gatehouse.secret");
          case DatabaseServer _ -> Paths.below(directory, "data/gatehouse.secret");
        };
    Secret made = new SecretFile(file, values::warn).readOrCreate();
    values.assume(SECRET_KEY, made.reveal(), Origin.GENERATED);
    values.note(SECRET_KEY, "kept in " + file);
    return made;
  }

  private static void check(
      Variable<Secret> variable, Secret secret, Environment where, Values values) {
    Optional<String> weakness = weakness(secret.reveal());
    if (weakness.isEmpty()) {
      return;
    }
    String sentence = variable.name() + " " + weakness.get();
    if (where.isProduction()) {
      throw new ConfigException(sentence + "; make one with: openssl rand -base64 48.");
    }
    values.warn(sentence + ": production will refuse it.");
  }

  /// Why a secret is no secret, or empty.
  static Optional<String> weakness(String secret) {
    String letters = secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean word =
        letters.length() * 2 >= secret.length()
            && PLAIN_WORD.matcher(letters).matches()
            && !letters.matches("[0-9]{32,}");
    if (word || PLACEHOLDERS.stream().anyMatch(letters::contains)) {
      return Optional.of("is a known placeholder");
    }
    if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
      return Optional.of("has fewer than " + LEAST_BYTES + " bytes");
    }
    if (secret.chars().distinct().count() < LEAST_DISTINCT || REPEATED.matcher(secret).matches()) {
      return Optional.of("repeats itself, so that it can be guessed");
    }
    return Optional.empty();
  }
}
