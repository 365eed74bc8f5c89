package dev.gatehouse.identity.passwords;

import dev.gatehouse.platform.crypto.Secret;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes and checks password hashes, on the calling thread. The server calls it through
/// [Passwords], which keeps it off the requests' threads. Safe for use by many threads.
public final class PasswordHasher {
  /// In bytes of UTF-8; a longer password is refused at the door.
  public static final int LONGEST_PASSWORD = 1_024;

  /// What `users.hashed_password` holds.
  private static final int LONGEST_HASH = 255;

  private static final byte[] NO_PASSWORD = {};

  private final SecureRandom random;
  private final NewHashKind preferred;
  private final List<HashKind> kinds;
  private final String dummy;

  public PasswordHasher(HashSettings settings, SecureRandom random) {
    this.random = random;
    Bcrypt bcrypt = new Bcrypt(settings.bcryptCost());
    this.kinds =
        List.of(
            bcrypt,
            Argon2id.RECOMMENDED,
            new OldArgon2(),
            new Pbkdf2(),
            new WerkzeugScrypt(),
            new FirebaseScrypt(),
            new ShaCrypt());
    this.preferred =
        switch (settings.algorithm()) {
          case BCRYPT -> bcrypt;
          case ARGON2ID -> Argon2id.RECOMMENDED;
        };
    this.dummy = preferred.dummy(random);
  }

  /// A new hash, of the kind and cost in the settings.
  ///
  /// @throws IllegalArgumentException for a password that [PasswordPolicy] refuses as unhashable:
  ///   too many bytes, a NUL where bcrypt is the hash, an unpaired surrogate
  public PasswordHash hash(Secret password) {
    byte[] bytes = bytes(password);
    if (bytes == null || !preferred.accepts(bytes)) {
      throw new IllegalArgumentException("The password cannot be hashed; the policy comes first");
    }
    return new PasswordHash(preferred.hash(bytes, random));
  }

  /// Compares a password with a stored hash. Where there is nothing to compare (no hash, since the
  /// account is unknown or has no password; an unreadable hash; a password that no hash can have)
  /// the answer is [Verdict#WRONG] and costs as much as a hash made under the settings.
  ///
  /// The hash of an inactive account is to be verified like any other, and the verdict dropped.
  public Verdict verify(@Nullable PasswordHash stored, Secret password) {
    byte[] bytes = bytes(password);
    HashKind kind = stored == null ? null : kindOf(stored.encoded());
    if (stored == null || kind == null || bytes == null) {
      return refuseAtFullCost();
    }
    return switch (kind.match(stored.encoded(), bytes)) {
      case UNTRIED -> refuseAtFullCost();
      case WRONG -> Verdict.WRONG;
      case RIGHT -> right(!kind.equals(preferred), bytes);
      case RIGHT_BUT_OUTDATED -> right(true, bytes);
    };
  }

  /// Reads a hash that another backend made, in any of the forms that are verified here. Django's
  /// prefixes before bcrypt and argon2 are taken off.
  public Carried carry(String text) {
    String kept = FirebaseScrypt.kept(withoutDjangoPrefix(text));
    if (kept.length() > LONGEST_HASH) {
      return new Carried.Refused("is longer than " + LONGEST_HASH + " characters");
    }
    HashKind kind = kindOf(kept);
    if (kind == null) {
      return new Carried.Refused("is of no kind that is known here");
    }
    return kind.fault(kept)
        .<Carried>map(Carried.Refused::new)
        .orElseGet(() -> new Carried.Taken(new PasswordHash(kept)));
  }

  private static String withoutDjangoPrefix(String text) {
    if (text.startsWith("argon2$argon2")) {
      return text.substring("argon2".length());
    }
    return text.startsWith("bcrypt$$2") ? text.substring("bcrypt$".length()) : text;
  }

  private Verdict right(boolean outdated, byte[] password) {
    return outdated && preferred.accepts(password) ? Verdict.RIGHT_NEEDS_REHASH : Verdict.RIGHT;
  }

  private Verdict refuseAtFullCost() {
    preferred.match(dummy, NO_PASSWORD);
    return Verdict.WRONG;
  }

  private @Nullable HashKind kindOf(String encoded) {
    return kinds.stream().filter(kind -> kind.claims(encoded)).findFirst().orElse(null);
  }

  private static byte @Nullable [] bytes(Secret password) {
    if (password.reveal().length() > LONGEST_PASSWORD) {
      return null;
    }
    return StrictUtf8.encode(password.reveal())
        .filter(bytes -> bytes.length <= LONGEST_PASSWORD)
        .orElse(null);
  }

  /// What came of reading a hash from elsewhere.
  public sealed interface Carried {
    record Taken(PasswordHash hash) implements Carried {}

    /// It is no hash that can be verified here.
    ///
    /// @param detail words whose subject is the hash: `is no well-formed bcrypt hash`
    record Refused(String detail) implements Carried {}
  }

  /// Whether a password is the account's.
  public enum Verdict {
    WRONG,
    RIGHT,
    /// Right, and the stored hash is of another kind or cost than the settings ask for.
    RIGHT_NEEDS_REHASH
  }
}
