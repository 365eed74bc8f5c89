package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.platform.crypto.Secret;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What is to be changed of a user; null for what stays as it is.
///
/// @param email a new mailbox is unverified unless `verified` says otherwise
/// @param password checked against the policy already
public record UserChanges(
    @Nullable EmailAddress email,
    @Nullable Name name,
    @Nullable Boolean active,
    @Nullable Boolean verified,
    @Nullable Secret password) {
  public static final UserChanges ACTIVATED = new UserChanges(null, null, true, null, null);
  public static final UserChanges DEACTIVATED = new UserChanges(null, null, false, null, null);

  public static UserChanges password(Secret password) {
    return new UserChanges(null, null, null, null, password);
  }

  /// The names of the members that are given.
  String members() {
    StringJoiner names = new StringJoiner(", ");
    add(names, "email", email);
    add(names, "name", name);
    add(names, "is_active", active);
    add(names, "is_verified", verified);
    add(names, "password", password);
    return names.toString();
  }

  private static void add(StringJoiner names, String member, @Nullable Object value) {
    if (value != null) {
      names.add(member);
    }
  }

  /// A name to have from now on.
  ///
  /// @param value null to have none
  public record Name(@Nullable String value) {}
}
