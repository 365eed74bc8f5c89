package dev.gatehouse.identity.access;

import java.util.List;
import java.util.stream.Stream;

/// The permissions that the server itself asks for. Operators may add others for their apps.
public enum Permission {
  USERS_READ("users:read", "See users"),
  USERS_WRITE("users:write", "Create, change and delete users"),
  USERS_IMPORT("users:import", "Import users"),
  USERS_EXPORT("users:export", "Export users"),
  ROLES_READ("roles:read", "See roles and permissions"),
  ROLES_WRITE("roles:write", "Change roles and who holds them"),
  SESSIONS_READ("sessions:read", "See sessions"),
  SESSIONS_WRITE("sessions:write", "End sessions"),
  APIKEYS_READ("apikeys:read", "See API keys"),
  APIKEYS_WRITE("apikeys:write", "Revoke API keys"),
  AUDIT_READ("audit:read", "Read the audit log"),
  KEYS_READ("keys:read", "See signing keys"),
  KEYS_ROTATE("keys:rotate", "Rotate signing keys"),
  STATS_READ("stats:read", "See the server's figures"),
  WEBHOOKS_WRITE("webhooks:write", "Manage webhooks");

  private final String code;
  private final String description;

  Permission(String code, String description) {
    this.code = code;
    this.description = description;
  }

  /// The name in the database, in tokens and in the API.
  public String code() {
    return code;
  }

  String description() {
    return description;
  }

  static boolean isBuiltIn(String code) {
    return Stream.of(values()).anyMatch(permission -> permission.code.equals(code));
  }

  static List<Permission> reads() {
    return Stream.of(values()).filter(permission -> permission.code.endsWith(":read")).toList();
  }
}
