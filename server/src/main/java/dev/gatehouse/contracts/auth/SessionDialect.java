package dev.gatehouse.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gatehouse.contracts.DeviceCookie;
import dev.gatehouse.contracts.Halves;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.Held;
import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Contract SESSION: opaque tokens, and every success in an envelope.
final class SessionDialect implements Dialect {

  @Override
  public Carriage carriage() {
    return Carriage.SESSION_TOKEN;
  }

  @Override
  public String refusal() {
    return "Invalid or expired session";
  }

  @Override
  public Response signedIn(int status, SignedIn signedIn) {
    String message = status == 201 ? "User registered successfully" : "Login successful";
    return DeviceCookie.on(answer(status, Opened.of(signedIn), message), signedIn);
  }

  @Override
  public Response enrolled(Entry entry, List<String> recoveryCodes) {
    return switch (entry) {
      case Entry.In(SignedIn signedIn) -> {
        Object shape = new Shapes.Enrolled(Opened.of(signedIn), recoveryCodes);
        yield DeviceCookie.on(answer(200, shape, "OK"), signedIn);
      }
      case Entry.Half half ->
          answer(200, new Shapes.Enrolled(Halves.of(half), recoveryCodes), "OK");
    };
  }

  @Override
  public Response removed(String message) {
    return answer(200, null, message);
  }

  @Override
  public Response refreshed(SignedIn signedIn) {
    return answer(200, Opened.of(signedIn), "Session refreshed successfully");
  }

  @Override
  public Response me(Shapes.User user) {
    return answer(200, Map.of("user", user), "User retrieved successfully");
  }

  @Override
  public Response loggedOut() {
    return answer(200, null, "Logged out successfully");
  }

  @Override
  public Response done(@Nullable Object data, String message) {
    return answer(200, data, message);
  }

  @Override
  public Response created(Object data, String message) {
    return answer(201, data, message);
  }

  @Override
  public Response none(String message) {
    return answer(200, null, message);
  }

  @Override
  public Response erased(String message) {
    return none(message);
  }

  @Override
  public Response accepted(String message) {
    return answer(202, null, message);
  }

  @Override
  public Object problem(Problem problem) {
    return new Refusal(problem, false, problem.detail());
  }

  private static Response answer(int status, @Nullable Object data, String message) {
    return Response.json(status, new Envelope(data, message, true)).secret();
  }

  record Envelope(@Nullable Object data, String message, boolean success) {}

  record Refusal(@JsonUnwrapped Problem problem, boolean success, String message) {}

  record Opened(String token, Person user, Life sessionInfo) {
    static Opened of(SignedIn signedIn) {
      return switch (signedIn.held()) {
        case Held.Opaque(String token, Instant createdAt, Instant expiresAt) ->
            new Opened(
                token, Person.of(signedIn.profile().account()), new Life(expiresAt, createdAt));
        case Held.TokenPair _ -> throw new IllegalStateException("JWTs carry this session");
      };
    }

    @Override
    public String toString() {
      return "Opened[redacted]";
    }
  }

  record Person(
      String id,
      String email,
      @Nullable String name,
      Instant createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long legacyId) {
    static Person of(Account account) {
      return new Person(
          account.id().toString(),
          account.email(),
          account.name(),
          account.createdAt(),
          account.legacyId());
    }
  }

  record Life(Instant expiresAt, Instant createdAt) {}
}
