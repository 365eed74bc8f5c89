package dev.gatehouse.identity.passwords;

import java.security.SecureRandom;

/// One kind of password hash, with the parameters that new ones get. A foreign kind that is only
/// ever verified joins here and in [PasswordHasher]'s list.
sealed interface HashKind permits Bcrypt, Argon2id {
  /// Whether `encoded` says that it is of this kind; what follows the prefix may still be nonsense.
  boolean claims(String encoded);

  /// Whether a password may be hashed this way.
  boolean accepts(byte[] password);

  /// A new hash, under a new salt. The password must be one that [#accepts] takes.
  String hash(byte[] password, SecureRandom random);

  /// A hash that no password has, which costs as much to verify as one from [#hash].
  String dummy(SecureRandom random);

  /// Compares in constant time. Never throws for what `encoded` holds.
  Match match(String encoded, byte[] password);

  /// What came of comparing a password with a stored hash.
  enum Match {
    /// Not even computed: the hash is malformed or beyond the bounds, or can have no such password.
    UNTRIED,
    WRONG,
    RIGHT,
    /// Right, under other parameters than new hashes get.
    RIGHT_BUT_OUTDATED;

    static Match of(boolean equal, boolean current) {
      if (!equal) {
        return WRONG;
      }
      return current ? RIGHT : RIGHT_BUT_OUTDATED;
    }
  }
}
