package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.Metadata;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.passwords.PasswordHasher.Carried;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.storage.ForeignRow;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes a [LegacyUser] of a row of `users`. Nothing in the row is believed.
final class LegacyUserReader {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_SHOWN_ID = 64;
  private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]{16,128}");

  private final LegacyKind kind;
  private final Passwords passwords;

  LegacyUserReader(LegacyKind kind, Passwords passwords) {
    this.kind = kind;
    this.passwords = passwords;
  }

  LegacyUser.Reading read(ForeignRow row) {
    String oldId =
        shown(row.text("id").orElseGet(() -> row.uuid("id").map(Object::toString).orElse("")));
    Optional<UserId> id = id(row);
    if (id.isEmpty()) {
      return new LegacyUser.Reading.Refused(oldId, "has an id that is none");
    }
    Optional<String> email = row.text("email").map(String::strip);
    if (email.isEmpty()) {
      return new LegacyUser.Reading.Refused(oldId, "has no email");
    }
    return switch (EmailAddress.parse(email.get())) {
      case EmailAddress.Parsed.Invalid(String detail) ->
          new LegacyUser.Reading.Refused(oldId, "has an email that " + detail);
      case EmailAddress.Parsed.Valid(EmailAddress address) when address.isAtLocalhost() ->
          new LegacyUser.Reading.Refused(oldId, "has an email at localhost");
      case EmailAddress.Parsed.Valid(EmailAddress address) -> read(row, oldId, id.get(), address);
    };
  }

  private LegacyUser.Reading read(ForeignRow row, String oldId, UserId id, EmailAddress address) {
    boolean factor = row.truth("mfa_enabled", false);
    byte[] secret = factor ? totpSecret(row) : null;
    if (factor && secret == null) {
      // Without it the account would open with the password alone.
      return new LegacyUser.Reading.Refused(oldId, "has a second factor that can't be read");
    }
    Optional<String> hash = row.text("hashed_password").flatMap(this::hash);
    LegacyKind.Names names = kind.names();
    LegacyUser user =
        new LegacyUser(
            oldId,
            id,
            kind.countsUsers() ? row.number("id").orElse(null) : null,
            address,
            names.name() == null ? null : row.text(names.name()).map(this::name).orElse(null),
            hash.orElse(null),
            names.active() == null || row.truth(names.active(), false),
            names.verified() != null && row.truth(names.verified(), false),
            names.admin() != null && row.truth(names.admin(), false),
            row.instant("created_at").orElse(null),
            names.lastLogin() == null ? null : row.instant(names.lastLogin()).orElse(null),
            secret,
            row.text("metadata").flatMap(LegacyUserReader::metadata).orElse(null));
    return new LegacyUser.Reading.Read(user, note(row, user));
  }

  private Optional<UserId> id(ForeignRow row) {
    return kind.countsUsers()
        ? row.number("id")
            .map(old -> LegacyIds.of(kind, old, row.instant("created_at").orElse(null)))
        : row.uuid("id").map(UserId::new);
  }

  /// The old backends cut passwords at 72 bytes, which `$2y$` says here; `$2b$` says the opposite.
  private Optional<String> hash(String stored) {
    String text = stored.startsWith("$2b$") ? "$2y$" + stored.substring(4) : stored;
    return passwords.carry(text) instanceof Carried.Taken(var hash)
        ? Optional.of(hash.encoded())
        : Optional.empty();
  }

  private static @Nullable String note(ForeignRow row, LegacyUser user) {
    if (row.text("hashed_password").filter(text -> !text.isEmpty()).isPresent()
        && user.hash() == null) {
      return "has a password hash of no known kind, and has to set a password anew";
    }
    return row.text("metadata").filter(text -> !text.equals("null")).isPresent()
            && user.metadata() == null
        ? "has metadata that can't be kept"
        : null;
  }

  private String name(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
    return clean.codePointCount(0, clean.length()) <= LONGEST_NAME
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_NAME));
  }

  private static byte @Nullable [] totpSecret(ForeignRow row) {
    String text =
        row.text("mfa_secret").orElse("").replaceAll("[ =-]", "").toUpperCase(Locale.ROOT);
    return BASE32.matcher(text).matches() ? new Base32().decode(text) : null;
  }

  private static Optional<String> metadata(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8))
                instanceof Json.Reading.Document(JsonNode root)
            && Metadata.of(root) instanceof Metadata.Parsed.Valid(Metadata metadata)
        ? Optional.of(metadata.json())
        : Optional.empty();
  }

  /// Fit for a terminal.
  private static String shown(String text) {
    String clean = text.replaceAll("[^\\p{Print}]", "?");
    return clean.substring(0, Math.min(clean.length(), LONGEST_SHOWN_ID));
  }
}
