package dev.gatehouse.journeys;

import dev.gatehouse.testing.OpenApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Who may call what: one entry a route. A route without one fails the tests that read this.
enum RouteTable {
  /// Asks for nobody: what counts is in the body, or there is nothing to keep from anybody.
  ANYBODY,
  /// Is about the caller, whoever that is.
  ONESELF,
  /// Is about one thing of the caller's own; what is another's is not there.
  OWN_THING,
  /// Needs a permission.
  OFFICE;

  private static final Map<String, RouteTable> ENTRIES = entries();

  /// Every call of the description and its entry, in order.
  ///
  /// @throws AssertionError when one has none
  static Map<String, RouteTable> ofTheServer() {
    Map<String, RouteTable> all = new LinkedHashMap<>();
    TreeSet<String> missing = new TreeSet<>();
    for (String call : OpenApi.ofTheServer().calls()) {
      RouteTable entry = of(call);
      if (entry == null) {
        missing.add(call);
      } else {
        all.put(call, entry);
      }
    }
    if (!missing.isEmpty()) {
      throw new AssertionError("RouteTable says nothing of " + missing);
    }
    return all;
  }

  private static @org.jspecify.annotations.Nullable RouteTable of(String call) {
    return call.contains(" /api/admin/") ? OFFICE : ENTRIES.get(call);
  }

  private static Map<String, RouteTable> entries() {
    Map<String, RouteTable> all = new LinkedHashMap<>();
    for (String call :
        List.of(
            "GET /",
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "GET /openapi.yaml",
            "GET /openapi.json",
            "GET /docs",
            "GET /docs/{file}",
            "GET /.well-known/jwks.json",
            "GET /dev/mailbox",
            "DELETE /dev/mailbox",
            "GET /api/auth/config",
            "GET /api/auth/csrf",
            "GET /api/v1/auth/csrf",
            "POST /api/v1/auth/register",
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/logout",
            "POST /api/v1/auth/mfa/verify",
            "POST /api/v1/auth/mfa/enroll",
            "POST /api/v1/auth/mfa/totp/enroll",
            "POST /api/v1/auth/mfa/totp/confirm",
            "POST /api/v1/auth/password/change",
            "POST /api/v1/auth/passkeys/login",
            "POST /api/v1/auth/passkeys/login/options",
            "POST /api/auth/register",
            "POST /api/auth/login",
            "POST /api/auth/logout",
            "POST /api/auth/mfa/verify",
            "POST /api/auth/password/forgot",
            "POST /api/auth/password/reset",
            "POST /api/auth/password/change",
            "POST /api/auth/email/verify",
            "POST /api/auth/email/change/confirm",
            "POST /api/auth/email/change/undo",
            "POST /api/auth/invitations/accept",
            "POST /api/auth/passkeys/login",
            "POST /api/auth/passkeys/login/options")) {
      all.put(call, ANYBODY);
    }
    for (String call :
        List.of(
            "GET /ws",
            "GET /metrics",
            "GET /api/v1/auth/me",
            "GET /api/auth/me",
            "PATCH /api/auth/me",
            "DELETE /api/auth/me",
            "GET /api/auth/me/events",
            "GET /api/auth/me/export",
            "GET /api/auth/me/permissions",
            "POST /api/auth/me/email",
            "POST /api/auth/me/password",
            "POST /api/auth/reauthenticate",
            "POST /api/v1/auth/reauthenticate",
            "GET /api/auth/verify",
            "POST /api/auth/refresh",
            "GET /api/auth/sessions",
            "POST /api/auth/logout-all",
            "POST /api/auth/cleanup",
            "POST /api/auth/email/verify/resend",
            "POST /api/auth/mfa/totp/enroll",
            "POST /api/auth/mfa/totp/confirm",
            "DELETE /api/auth/mfa/totp",
            "POST /api/auth/mfa/recovery-codes",
            "GET /api/auth/mfa",
            "POST /api/auth/passkeys/register/options",
            "POST /api/auth/passkeys/register",
            "GET /api/auth/passkeys",
            "GET /api/auth/api-keys",
            "POST /api/auth/api-keys",
            "POST /api/auth/ws/ticket")) {
      all.put(call, ONESELF);
    }
    for (String call :
        List.of(
            "DELETE /api/auth/sessions/{id}",
            "PATCH /api/auth/passkeys/{id}",
            "DELETE /api/auth/passkeys/{id}",
            "POST /api/auth/api-keys/{id}/rotate",
            "DELETE /api/auth/api-keys/{id}")) {
      all.put(call, OWN_THING);
    }
    return Map.copyOf(all);
  }
}
