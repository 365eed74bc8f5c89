package dev.gatehouse.identity.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What may be told of a user, to the user and to those who manage users.
///
/// @param email as typed, its domain in lower case
/// @param authEpoch rises with every change that ends what the user holds
/// @param passwordChangeRequired whether the next sign-in leads to a new password first
/// @param legacyId the integer id in the backend the user was carried over from
public record Account(
    UserId id,
    String email,
    @Nullable String name,
    boolean isActive,
    boolean isVerified,
    boolean mfaEnabled,
    long authEpoch,
    @Nullable Long legacyId,
    Instant createdAt,
    @Nullable Instant lastLogin,
    boolean passwordChangeRequired) {

  /// One that may keep its password.
  public Account(
      UserId id,
      String email,
      @Nullable String name,
      boolean isActive,
      boolean isVerified,
      boolean mfaEnabled,
      long authEpoch,
      @Nullable Long legacyId,
      Instant createdAt,
      @Nullable Instant lastLogin) {
    this(
        id,
        email,
        name,
        isActive,
        isVerified,
        mfaEnabled,
        authEpoch,
        legacyId,
        createdAt,
        lastLogin,
        false);
  }

  /// The same after a sign-in.
  public Account signedInAt(Instant now) {
    return new Account(
        id,
        email,
        name,
        isActive,
        isVerified,
        mfaEnabled,
        authEpoch,
        legacyId,
        createdAt,
        now,
        passwordChangeRequired);
  }
}
