package dev.gatehouse.identity.passwords;

import java.util.Optional;

/// One kind of password hash that is verified here.
sealed interface HashKind permits NewHashKind, ForeignHash {
  /// Whether `encoded` says that it is of this kind; what follows the prefix may still be nonsense.
  boolean claims(String encoded);

  /// Why `encoded` can't be verified here, in words whose subject is the hash; empty when it can.
  Optional<String> fault(String encoded);

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
