package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All second factors that there are.
public final class Factors {
  private final TotpFactor totp;
  private final RecoveryCodes codes;
  private final TotpEnrollments enrollments;
  private final List<Factor> all;

  /// @param others that are not shown by a code
  public Factors(
      TotpFactor totp, RecoveryCodes codes, TotpEnrollments enrollments, List<Factor> others) {
    this.totp = totp;
    this.codes = codes;
    this.enrollments = enrollments;
    this.all = Stream.concat(Stream.of(totp, codes), others.stream()).toList();
  }

  public RecoveryCodes recoveryCodes() {
    return codes;
  }

  public TotpEnrollments enrollments() {
    return enrollments;
  }

  /// What the user has, in the words of the contracts.
  public List<String> methodsOf(Tx tx, UserId user) {
    return all.stream().filter(one -> one.isSetUp(tx, user)).map(Factor::method).toList();
  }

  /// The factor that is called `method`.
  public Optional<CodeFactor> called(String method) {
    return Stream.<CodeFactor>of(totp, codes).filter(one -> one.method().equals(method)).findAny();
  }

  /// The factor that `code` has the form of.
  public CodeFactor resembling(String code) {
    return RecoveryCodes.resembles(code) ? codes : totp;
  }

  /// From here to the end of the transaction nobody else's tries at this user's codes.
  public void lock(Tx tx, UserId user) {
    totp.lock(tx, user);
  }

  /// Takes every code from the user, and switches second factors off.
  public void switchOff(Tx tx, UserId user) {
    totp.remove(tx, user);
    codes.remove(tx, user);
    enrollments.drop(tx, user);
  }

  /// Takes everything from the user that is a second factor: codes, and what is not shown by a
  /// code.
  public void removeAll(Tx tx, UserId user) {
    all.forEach(one -> one.remove(tx, user));
    enrollments.drop(tx, user);
  }

  /// Takes from the user what was set up at `moment` or later: a key, which switches second factors
  /// off, or recovery codes.
  public void dropSince(Tx tx, UserId user, Instant moment) {
    if (totp.isOnSince(tx, user, moment)) {
      switchOff(tx, user);
    } else {
      codes.deleteSince(tx, user, moment);
      enrollments.drop(tx, user);
    }
  }
}
