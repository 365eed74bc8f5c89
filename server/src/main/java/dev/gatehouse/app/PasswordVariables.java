package dev.gatehouse.app;

import dev.gatehouse.app.Settings.HashKind;
import dev.gatehouse.app.Settings.PasswordRules;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Origin;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.util.List;
import java.util.Map;

/// Passwords and the threads that hash them.
final class PasswordVariables {
  private static final Variable<HashKind> HASH =
      Variable.of(
          "PASSWORD_HASH",
          "bcrypt",
          Parsers.choice(
              "bcrypt or argon2id",
              Map.of("bcrypt", HashKind.BCRYPT, "argon2id", HashKind.ARGON2ID)),
          "`bcrypt` or `argon2id`; a hash of another kind or cost is made anew at the next"
              + " sign-in.");
  private static final Variable<Integer> ROUNDS =
      Variable.of(
          "BCRYPT_ROUNDS",
          "12",
          Parsers.integer(4, 31),
          "The cost of bcrypt, 4 to 31; each step doubles the work.");
  private static final Variable<PasswordRules> POLICY =
      Variable.of(
          "PASSWORD_POLICY",
          "path",
          Parsers.choice(
              "path, classes or length",
              Map.of(
                  "path", PasswordRules.BY_PATH,
                  "classes", PasswordRules.CLASSES,
                  "length", PasswordRules.LENGTH)),
          "`classes` (8 characters, upper, lower, digit), `length` (8 characters), or `path`:"
              + " classes under `/api/v1/auth`, length under `/api/auth`.");
  private static final Variable<Integer> THREADS =
      Variable.open(
          "HASH_THREADS",
          "the number of cores",
          Parsers.integer(1, 1_024),
          "Threads that hash passwords.");
  private static final Variable<Integer> QUEUE =
      Variable.of(
          "HASH_QUEUE",
          "256",
          Parsers.integer(1, 100_000),
          "Passwords that may wait to be hashed; beyond that the answer is 503.");

  static final Group GROUP = new Group("Passwords", List.of(HASH, ROUNDS, POLICY, THREADS, QUEUE));

  private PasswordVariables() {}

  static Settings.Passwords read(Values values) {
    int cores = Runtime.getRuntime().availableProcessors();
    values.assume(THREADS, Integer.toString(cores), Origin.DEFAULT);
    return new Settings.Passwords(
        values.get(HASH),
        values.get(ROUNDS),
        values.get(POLICY),
        values.get(THREADS),
        values.get(QUEUE));
  }
}
