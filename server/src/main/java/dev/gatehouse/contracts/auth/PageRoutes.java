package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/auth`: what a sign-in page needs to know, and the token that its calls carry.
final class PageRoutes {
  private final Dialect dialect;
  private final Gate gate;
  private final RefreshTokenSource source;
  private final Csrf csrf;
  private final Config config;

  PageRoutes(Dialect dialect, Gate gate, RefreshTokenSource source, Csrf csrf, Config config) {
    this.dialect = dialect;
    this.gate = gate;
    this.source = source;
    this.csrf = csrf;
    this.config = config;
  }

  void mount(Router router) {
    router.get(AuthRoutes.PREFIX + "/config", _ -> dialect.done(config, "OK"));
    router.get(
        AuthRoutes.PREFIX + "/csrf", request -> csrf(request, data -> dialect.done(data, "OK")));
    router.get("/api/v1/auth/csrf", request -> csrf(request, data -> Response.ok(data).secret()));
  }

  private Response csrf(Request request, Wording wording) {
    Csrf.Issued issued = csrf.issue(request, session(request).orElse(null));
    Response answer = wording.of(Map.of("csrf_token", issued.token()));
    return issued.cookie() == null ? answer : answer.with("Set-Cookie", issued.cookie());
  }

  private Optional<String> session(Request request) {
    return gate.knownCaller(request)
        .map(caller -> caller.session().toString())
        .or(() -> source.sessionOfCookie(request));
  }

  private interface Wording {
    Response of(Object data);
  }

  /// What a sign-in page needs.
  ///
  /// @param authMode `jwt` or `session`
  /// @param registration `open`, `invite` or `closed`
  /// @param passwordPolicy `classes` or `length`, as new passwords under `/api/auth` are held to
  /// @param methods how users can prove who they are
  record Config(
      String authMode,
      String registration,
      String passwordPolicy,
      List<String> methods,
      Branding branding,
      List<String> locales) {}

  record Branding(String name) {}
}
