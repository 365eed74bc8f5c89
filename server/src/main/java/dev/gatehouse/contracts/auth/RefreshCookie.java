package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import java.time.Duration;
import java.util.Optional;

/// The cookie that keeps a refresh token out of the page's reach (`AUTH_COOKIES=true`).
final class RefreshCookie {
  static final String NAME = "__Host-gh_refresh";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";

  private final Duration lifetime;
  private final Csrf csrf;

  /// @param lifetime of a refresh token that is not used
  RefreshCookie(Duration lifetime, Csrf csrf) {
    this.lifetime = lifetime;
    this.csrf = csrf;
  }

  static Optional<String> of(Request request) {
    return request.cookie(NAME);
  }

  Response set(Response answer, String refreshToken) {
    return answer.with("Set-Cookie", NAME + "=" + refreshToken + ATTRIBUTES + lifetime.toSeconds());
  }

  Response clear(Response answer) {
    return answer.with("Set-Cookie", NAME + "=" + ATTRIBUTES + "0");
  }

  /// A page elsewhere may not sign a browser in.
  void checkOrigin(Request request) {
    csrf.checkOriginOfSignIn(request);
  }
}
