package dev.gatehouse.app.cli;

import dev.gatehouse.app.KeyOperations;
import dev.gatehouse.app.Settings;
import dev.gatehouse.identity.tokens.SigningKey;
import dev.gatehouse.identity.tokens.SigningKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `gatehouse keys list`.
@Command(
    name = "list",
    description =
        "Lists the signing keys: next (signs soon), current (signs), old (verifies), retired"
            + " (neither).")
final class KeysList extends Task {
  private static final String LINE = "%-18s %-10s %-8s %-21s %-21s %s";

  KeysList(Supplier<Settings> settings) {
    super(settings);
  }

  @Override
  void perform(Settings configuration) {
    KeyOperations keys = new KeyOperations(configuration);
    List<SigningKeys.Listed> listed = keys.list();
    if (keys.isConfigured()) {
      say("Access tokens are signed with HS256, whose key is in the configuration.");
    }
    if (listed.isEmpty()) {
      say("There are no keys in the database.");
      return;
    }
    say(LINE.formatted("KID", "ALGORITHM", "STATE", "MADE", "SIGNS FROM", "VERIFIES UNTIL"));
    listed.forEach(one -> say(line(one)));
  }

  private static String line(SigningKeys.Listed one) {
    SigningKey key = one.key();
    return LINE.formatted(
            key.id(),
            key.algorithm().headerValue(),
            one.state().name().toLowerCase(Locale.ROOT),
            time(key.createdAt()),
            time(key.activeFrom()),
            time(key.retiredAt()))
        .strip();
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
