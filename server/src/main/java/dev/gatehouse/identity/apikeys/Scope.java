package dev.gatehouse.identity.apikeys;

import java.util.stream.Stream;

/// What a key may be allowed to do with its owner's own account. The other scopes are the names of
/// permissions.
public enum Scope {
  ACCOUNT_READ("account:read"),
  ACCOUNT_WRITE("account:write"),
  SESSIONS_READ("sessions:read"),
  SESSIONS_WRITE("sessions:write");

  private final String code;

  Scope(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static boolean isOne(String code) {
    return Stream.of(values()).anyMatch(scope -> scope.code.equals(code));
  }
}
