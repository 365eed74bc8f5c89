package dev.gatehouse.identity.passwords;

import dev.gatehouse.platform.crypto.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// What a new password must be. Characters are Unicode code points.
public enum PasswordPolicy {
  /// At least 8 characters, among them an upper-case letter, a lower-case letter and a digit.
  CLASSES,
  /// At least 8 characters.
  LENGTH;

  private static final int SHORTEST_PASSWORD = 8;

  /// The rules that `password` breaks, in the order they are checked; empty when it is fine. Each
  /// is a sentence whose subject is the password: `must contain a digit`. A password without fault
  /// can be hashed by `algorithm`.
  public List<String> violations(Secret password, HashSettings.Algorithm algorithm) {
    String text = password.reveal();
    List<String> broken = new ArrayList<>();
    if (text.codePointCount(0, text.length()) < SHORTEST_PASSWORD) {
      broken.add("must have at least " + SHORTEST_PASSWORD + " characters");
    }
    if (this == CLASSES) {
      require(text, Character::isUpperCase, "must contain an upper-case letter", broken);
      require(text, Character::isLowerCase, "must contain a lower-case letter", broken);
      require(text, Character::isDigit, "must contain a digit", broken);
    }
    if (CommonPasswords.include(text)) {
      broken.add("must not be one of the most common passwords");
    }
    addUnhashable(text, algorithm.longestPassword(), broken);
    return List.copyOf(broken);
  }

  /// Whether `password` is `email`, or what stands before its @, in any case.
  public static boolean isOf(String email, Secret password) {
    String text = password.reveal();
    int at = email.lastIndexOf('@');
    return text.equalsIgnoreCase(email)
        || (at > 0 && text.equalsIgnoreCase(email.substring(0, at)));
  }

  /// The rules that no password may break, whatever the policy: what `algorithm` can't hash.
  public static List<String> unhashable(Secret password, HashSettings.Algorithm algorithm) {
    List<String> broken = new ArrayList<>();
    if (password.reveal().isEmpty()) {
      broken.add("must not be empty");
    }
    addUnhashable(password.reveal(), algorithm.longestPassword(), broken);
    return List.copyOf(broken);
  }

  private static void addUnhashable(String text, int longest, List<String> broken) {
    Optional<byte[]> bytes = StrictUtf8.encode(text);
    if (bytes.isPresent() && bytes.get().length > longest) {
      broken.add("must be at most " + longest + " bytes in UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      broken.add("must not contain the NUL character");
    }
    if (bytes.isEmpty()) {
      broken.add("must be valid Unicode text");
    }
  }

  private static void require(
      String text, IntPredicate kind, String sentence, List<String> broken) {
    if (text.codePoints().noneMatch(kind)) {
      broken.add(sentence);
    }
  }
}
