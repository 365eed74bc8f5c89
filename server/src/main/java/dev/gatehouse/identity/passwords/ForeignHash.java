package dev.gatehouse.identity.passwords;

import java.util.Optional;
import java.util.function.Predicate;

/// A kind of hash that other backends made and that is only ever verified here: the first sign-in
/// replaces it.
///
/// Each kind bounds what a stored hash may cost, at about what bcrypt costs at
/// [HashSettings#LARGEST_USUAL_BCRYPT_COST] and 64 MiB: whoever may import hashes can exhaust
/// neither memory nor time with them.
sealed interface ForeignHash extends HashKind
    permits Pbkdf2, OldArgon2, WerkzeugScrypt, FirebaseScrypt, ShaCrypt {
  /// In bytes, the most that one verification may fill.
  long MOST_MEMORY = 64L * 1024 * 1024;

  /// Never throws for what `encoded` holds.
  Reading read(String encoded);

  @Override
  default Optional<String> fault(String encoded) {
    return read(encoded) instanceof Reading.Unusable(String why)
        ? Optional.of(why)
        : Optional.empty();
  }

  @Override
  default Match match(String encoded, byte[] password) {
    return switch (read(encoded)) {
      case Reading.Usable(Predicate<byte[]> isOf) -> Match.of(isOf.test(password), false);
      case Reading.Unusable _ -> Match.UNTRIED;
    };
  }

  /// What came of reading a stored hash.
  sealed interface Reading {
    /// It can be compared.
    ///
    /// @param isOf whether the hash is that of a password; this is where the time goes
    record Usable(Predicate<byte[]> isOf) implements Reading {}

    /// It can't.
    ///
    /// @param why words whose subject is the hash
    record Unusable(String why) implements Reading {}

    static Reading malformed(String kind) {
      return new Unusable("is no well-formed " + kind + " hash");
    }

    static Reading tooExpensive(String bound) {
      return new Unusable("costs more than is verified here: " + bound);
    }
  }
}
