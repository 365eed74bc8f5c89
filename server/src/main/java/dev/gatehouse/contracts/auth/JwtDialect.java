package dev.gatehouse.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.contracts.DeviceCookie;
import dev.gatehouse.contracts.Halves;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.Held;
import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Contract JWT: token pairs, and no envelope.
final class JwtDialect implements Dialect {
  private final @Nullable RefreshCookie cookie;

  /// @param cookie where refresh tokens are kept by the browser; null for the body
  JwtDialect(@Nullable RefreshCookie cookie) {
    this.cookie = cookie;
  }

  @Override
  public Carriage carriage() {
    return Carriage.TOKEN_PAIR;
  }

  @Override
  public String refusal() {
    return "Invalid credentials";
  }

  @Override
  public Response signedIn(int status, SignedIn signedIn) {
    return DeviceCookie.on(
        handedOver(status, signedIn, tokens(signedIn, Shapes.User.of(signedIn.profile()))),
        signedIn);
  }

  @Override
  public Response enrolled(Entry entry, List<String> recoveryCodes) {
    return switch (entry) {
      case Entry.In(SignedIn signedIn) -> {
        Tokens tokens = tokens(signedIn, Shapes.User.of(signedIn.profile()));
        Response answer = handedOver(200, signedIn, new Shapes.Enrolled(tokens, recoveryCodes));
        yield DeviceCookie.on(answer, signedIn);
      }
      case Entry.Half half -> done(new Shapes.Enrolled(Halves.of(half), recoveryCodes), "OK");
    };
  }

  @Override
  public Response removed(String message) {
    return Response.none();
  }

  @Override
  public Response refreshed(SignedIn signedIn) {
    return handedOver(200, signedIn, tokens(signedIn, null));
  }

  @Override
  public Response me(Shapes.User user) {
    return Response.ok(user).secret();
  }

  @Override
  public Response loggedOut() {
    Response answer = Response.ok(new Shapes.Message("Logged out"));
    return cookie == null ? answer : cookie.clear(answer);
  }

  @Override
  public Response done(@Nullable Object data, String message) {
    return Response.ok(data == null ? new Shapes.Message(message) : data).secret();
  }

  @Override
  public Response created(Object data, String message) {
    return Response.created(data).secret();
  }

  @Override
  public Response none(String message) {
    return Response.none().secret();
  }

  @Override
  public Response erased(String message) {
    return cookie == null ? none(message) : cookie.clear(none(message));
  }

  @Override
  public Response accepted(String message) {
    return Response.json(202, new Shapes.Message(message)).secret();
  }

  @Override
  public Object problem(Problem problem) {
    return problem;
  }

  @Override
  public void checkOrigin(Request request) {
    if (cookie != null) {
      cookie.checkOrigin(request);
    }
  }

  private Tokens tokens(SignedIn signedIn, Shapes.@Nullable User user) {
    Held.TokenPair pair = pair(signedIn);
    String inBody = cookie == null ? pair.refreshToken() : null;
    return new Tokens(
        pair.access().token(), inBody, "bearer", pair.access().lifetimeSeconds(), user);
  }

  private Response handedOver(int status, SignedIn signedIn, Object body) {
    Response answer = Response.json(status, body).secret();
    return cookie == null ? answer : cookie.set(answer, pair(signedIn).refreshToken());
  }

  private static Held.TokenPair pair(SignedIn signedIn) {
    if (!(signedIn.held() instanceof Held.TokenPair pair)) {
      throw new IllegalStateException("an opaque token carries this session");
    }
    return pair;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Tokens(
      String accessToken,
      @Nullable String refreshToken,
      String tokenType,
      long expiresIn,
      Shapes.@Nullable User user) {
    @Override
    public String toString() {
      return "Tokens[redacted]";
    }
  }
}
