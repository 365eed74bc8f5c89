package dev.gatehouse.contracts;

import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Attempt;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.guessing.TooManyAttempts;
import dev.gatehouse.platform.http.Handler;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import java.util.regex.Pattern;

/// The calls at which somebody shows a secret, and the guard that stands at all of them, so that
/// none can forget it: each attempt is counted for its device or address before it is looked at,
/// and every 401 stays counted. What is counted for an account is counted where its secret is
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

  private static final Pattern API_KEY = Pattern.compile("(?i:bearer) +gtk_");
  private static final String STEP_UP = "insufficient_user_authentication";
  private static final String NO_TOKEN = "invalid_token";

  private final Guard guard;

  public Doors(Guard guard) {
    this.guard = guard;
  }

  /// Puts the guard before every door among the routes so far, and bad API keys under it
  /// everywhere.
  public void guard(Router router) {
    router.surround(
        route -> isDoor(route.method(), route.path()),
        handler -> request -> atDoor(request, handler));
    router.surround(_ -> true, handler -> request -> withKey(request, handler));
  }

  /// Whether a secret is shown at this call.
  public static boolean isDoor(String method, String path) {
    return SHOWN_A_SECRET.matcher(method + " " + path).matches();
  }

  private Response atDoor(Request request, Handler handler) {
    try (Attempt attempt = guard.atDoor(Gate.client(request))) {
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
    } catch (Problem.Found e) {
      judge(attempt, Response.problem(e.problem()));
      throw e;
    } catch (RuntimeException e) {
      attempt.refund();
      throw e;
    }
  }

  /// A secret that was not looked at is no failure: too many hashes, a body that makes no sense.
  private static void judge(Attempt attempt, Response response) {
    if (response.status() < 400) {
      attempt.succeeded();
    } else if (response.status() != 401 || challenge(response).contains(STEP_UP)) {
      attempt.refund();
    }
  }

  private Response withKey(Request request, Handler handler) {
    String credential = request.header("Authorization");
    if (credential == null || !API_KEY.matcher(credential).lookingAt()) {
      return handler.handle(request);
    }
    Client client = Gate.client(request);
    try {
      guard.beforeKey(client);
      Response response = handler.handle(request);
      countWrong(client, response);
      return response;
    } catch (Problem.Found e) {
      countWrong(client, Response.problem(e.problem()));
      throw e;
    } catch (TooManyAttempts e) {
      return Response.problem(Gate.delayed(e.retryAfter()));
    }
  }

  private void countWrong(Client client, Response response) {
    if (response.status() == 401 && challenge(response).contains(NO_TOKEN)) {
      guard.wrongKey(client);
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
