package dev.gatehouse.contracts;

import dev.gatehouse.identity.guessing.Attempt;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.guessing.TooManyAttempts;
import dev.gatehouse.platform.http.Handler;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.regex.Pattern;

/// The calls at which somebody shows a secret, and the guard that stands at all of them, so that
/// none can forget it: each attempt is counted for its address before it is looked at, and stays
/// counted when the secret was wrong. What is counted for an account is counted where its secret is
/// checked.
public final class Doors {
  /// Under the prefix of a contract.
  private static final Pattern SHOWN_A_SECRET =
      Pattern.compile(
          "POST /api/(?:v1/)?auth/"
              + "(?:login|mfa/verify|reauthenticate|me/password|me/email"
              + "|password/(?:reset|change)|email/(?:verify|change/confirm|change/undo)"
              + "|mfa/.*|passkeys/(?:login|register)(?:/options)?|invitations/accept)"
              + "|DELETE /api/auth/(?:me|mfa/.*)");

  /// Those of them behind which the guard is asked about the account before its secret is looked
  /// at, so that a known device of its owner gets so far.
  private static final Pattern ASKS_FOR_THE_ACCOUNT =
      Pattern.compile("POST /api/(?:v1/)?auth/(?:login|mfa/verify)");

  private static final String STEP_UP = "insufficient_user_authentication";

  private final Guard guard;

  public Doors(Guard guard) {
    this.guard = guard;
  }

  /// Puts the guard before every door among the routes so far.
  public void guard(Router router) {
    router.surround(
        route -> isDoor(route.method(), route.path()) && !asks(route.method(), route.path()),
        handler -> request -> atDoor(request, false, handler));
    router.surround(
        route -> asks(route.method(), route.path()),
        handler -> request -> atDoor(request, true, handler));
  }

  /// Whether a secret is shown at this call.
  public static boolean isDoor(String method, String path) {
    return SHOWN_A_SECRET.matcher(method + " " + path).matches();
  }

  private static boolean asks(String method, String path) {
    return ASKS_FOR_THE_ACCOUNT.matcher(method + " " + path).matches();
  }

  private Response atDoor(Request request, boolean asks, Handler handler) {
    try (Attempt attempt = guard.atDoor(Gate.client(request), asks)) {
      return behindDoor(attempt, request, handler);
    } catch (TooManyAttempts e) {
      return Response.problem(Gate.delayed(e.retryAfter()));
    }
  }

  private static Response behindDoor(Attempt attempt, Request request, Handler handler) {
    try {
      Response response = attempt.behind(() -> handler.handle(request));
      judge(attempt, response);
      return response;
    } catch (RuntimeException e) {
      attempt.refund();
      throw e;
    }
  }

  /// A secret that was not looked at is no failure: too many hashes, a body that makes no sense.
  /// Neither is that nobody is signed in, which is thrown.
  private static void judge(Attempt attempt, Response response) {
    if (response.status() < 400) {
      attempt.succeeded();
    } else if (response.status() != 401 || challenge(response).contains(STEP_UP)) {
      attempt.refund();
    }
  }

  private static String challenge(Response response) {
    return response.headers().stream()
        .filter(header -> header.name().equals("WWW-Authenticate"))
        .map(Response.Header::value)
        .findFirst()
        .orElse("");
  }
}
