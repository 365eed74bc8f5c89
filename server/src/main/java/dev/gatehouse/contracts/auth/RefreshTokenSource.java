package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.signin.Refresh;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.json.Fields;
import java.util.Optional;

/// Where a call's refresh token comes from: its body, or the browser's cookie.
final class RefreshTokenSource {
  private final boolean cookies;
  private final Refresh refresh;
  private final Csrf csrf;

  /// @param cookies whether the cookie counts
  RefreshTokenSource(boolean cookies, Refresh refresh, Csrf csrf) {
    this.cookies = cookies;
    this.refresh = refresh;
    this.csrf = csrf;
  }

  /// The token to exchange.
  ///
  /// A call with a bearer credential has no other: the cookie does not count then.
  ///
  /// @throws Problem.Found 422 without one, 401 where it could have been a cookie, 403 when a page
  ///   elsewhere may have asked
  String toRefresh(Request request) {
    if (!cookies) {
      Fields in = request.fields();
      Secret token = in.secret("refresh_token");
      Gate.require(in);
      return token.reveal();
    }
    return inBody(request)
        .or(() -> request.bearer().isPresent() ? Optional.empty() : inCookie(request))
        .orElseThrow(() -> new Problem.Found(Problem.unauthorized("Invalid token", false)));
  }

  /// The token whose session is to end; empty when none was sent.
  ///
  /// @param bearerSent whether the call has a bearer credential, which then counts alone
  /// @throws Problem.Found 422, or 403 when a page elsewhere may have asked
  Optional<String> toEnd(Request request, boolean bearerSent) {
    Optional<String> token = inBody(request);
    return token.isPresent() || bearerSent || !cookies ? token : inCookie(request);
  }

  /// The session of the browser's cookie.
  Optional<String> sessionOfCookie(Request request) {
    return cookies ? RefreshCookie.of(request).flatMap(refresh::sessionOf) : Optional.empty();
  }

  private static Optional<String> inBody(Request request) {
    Optional<Fields> body = request.optionalFields();
    Optional<Secret> token = body.map(in -> in.optionalSecret("refresh_token"));
    body.ifPresent(Gate::require);
    return token.map(Secret::reveal);
  }

  private Optional<String> inCookie(Request request) {
    Optional<String> token = RefreshCookie.of(request);
    token.ifPresent(value -> csrf.check(request, refresh.sessionOf(value).orElse(null)));
    return token;
  }
}
