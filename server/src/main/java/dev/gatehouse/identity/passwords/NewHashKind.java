package dev.gatehouse.identity.passwords;

import java.security.SecureRandom;

/// A kind of hash that is made here, with the parameters that new ones get.
sealed interface NewHashKind extends HashKind permits Bcrypt, Argon2id {
  /// Whether a password may be hashed this way.
  boolean accepts(byte[] password);

  /// A new hash, under a new salt. The password must be one that [#accepts] takes.
  String hash(byte[] password, SecureRandom random);

  /// A hash that no password has, which costs as much to verify as one from [#hash].
  String dummy(SecureRandom random);
}
