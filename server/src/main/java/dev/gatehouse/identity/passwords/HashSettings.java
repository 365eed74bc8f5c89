package dev.gatehouse.identity.passwords;

/// How new passwords are hashed. Stored hashes that differ are verified and then made anew.
///
/// @param bcryptCost the base-2 logarithm of bcrypt's rounds, 4 to 31; each step doubles the work
public record HashSettings(Algorithm algorithm, int bcryptCost) {
  /// Beyond these a hash takes 4 seconds and more: no sign-in can afford it.
  static final int LARGEST_USUAL_BCRYPT_COST = 16;

  public HashSettings {
    if (bcryptCost < 4 || bcryptCost > 31) {
      throw new IllegalArgumentException(
          "The bcrypt cost is " + bcryptCost + ", but must be from 4 to 31");
    }
  }

  /// bcrypt at this cost.
  public static HashSettings bcrypt(int cost) {
    return new HashSettings(Algorithm.BCRYPT, cost);
  }

  /// argon2id with the parameters that OWASP's password storage cheat sheet recommends.
  public static HashSettings argon2id() {
    return new HashSettings(Algorithm.ARGON2ID, 12);
  }

  /// The kinds of hash that are made here, and how many bytes of password each takes.
  public enum Algorithm {
    BCRYPT(72),
    ARGON2ID(PasswordHasher.LONGEST_PASSWORD);

    private final int longestPassword;

    Algorithm(int longestPassword) {
      this.longestPassword = longestPassword;
    }

    /// In bytes of UTF-8. A longer password is refused, never truncated.
    public int longestPassword() {
      return longestPassword;
    }
  }
}
