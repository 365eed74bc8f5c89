package dev.gatehouse.app.smoke;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Contract JWT from the registration to what is left after the logout.
final class JwtJourney {
  private static final String AUTH = "/api/auth";
  private static final String REFUSAL = "Invalid credentials";

  private final SmokeClient client;
  private final Steps steps;
  private final Stranger stranger;

  private String access = "";
  private String refresh = "";

  JwtJourney(SmokeClient client, Steps steps) {
    this.client = client;
    this.steps = steps;
    this.stranger = Stranger.make(steps);
  }

  void run() {
    if (!register()) {
      steps.giveUp();
      return;
    }
    signIn();
    beRecognised();
    exchangeTokens();
    lookAtSessions();
    signOut();
  }

  private boolean register() {
    Answer answer =
        steps.step(
            "jwt: register",
            201,
            () -> client.post(AUTH + "/register", null, stranger.registration()),
            Check.member("token_type", "bearer"),
            isUser("user"));
    keep(answer);
    steps.step(
        "jwt: register the same email again",
        400,
        () -> client.post(AUTH + "/register", null, stranger.registration()),
        Check.detail("Email already registered"));
    return answer.status() == 201;
  }

  private void signIn() {
    steps.step(
        "jwt: login with a wrong password",
        401,
        () -> client.post(AUTH + "/login", null, stranger.wrongCredentials()),
        Check.detail("Invalid email or password"));
    keep(
        steps.step(
            "jwt: login",
            200,
            () -> client.post(AUTH + "/login", null, stranger.credentials()),
            isUser("user")));
    steps.step(
        "jwt: login by the password form",
        200,
        () ->
            client.postForm(
                AUTH + "/login",
                Map.of(
                    "grant_type", "password",
                    "username", stranger.email(),
                    "password", stranger.password())),
        isUser("user"));
  }

  private void beRecognised() {
    steps.step("jwt: me", 200, () -> client.get(AUTH + "/me", access), isUser(""));
    steps.step("jwt: verify", 200, () -> client.get(AUTH + "/verify", access), isUser("user"));
    steps.step(
        "jwt: me with garbage",
        401,
        () -> client.get(AUTH + "/me", V1Journey.GARBAGE),
        Check.detail(REFUSAL),
        Check.challenge(true));
  }

  private void exchangeTokens() {
    String old = refresh;
    keep(
        steps.step(
            "jwt: refresh",
            200,
            () -> exchange(old),
            Check.that("no user", json -> !json.has("user"))));
    String next = refresh;
    Answer again = steps.step("jwt: refresh again with the old token", 200, () -> exchange(old));
    Optional<String> fault =
        refreshOf(again).equals(next) && !next.equals(old)
            ? Optional.empty()
            : Optional.of("expected the same new token");
    steps.note("jwt: both refreshes gave one new token", fault);
    steps.step(
        "jwt: refresh with garbage",
        401,
        () -> exchange(V1Journey.GARBAGE),
        Check.detail("Invalid token"));
  }

  private void lookAtSessions() {
    steps.step(
        "jwt: sessions",
        200,
        () -> client.get(AUTH + "/sessions", access),
        Check.that(
            "this session among them",
            json ->
                json.path("sessions")
                    .valueStream()
                    .anyMatch(session -> session.path("current").asBoolean(false))));
  }

  private void signOut() {
    steps.step(
        "jwt: logout",
        200,
        () -> client.post(AUTH + "/logout", access),
        Check.member("message", "Logged out"));
    steps.eventually(
        "jwt: me after the logout",
        V1Journey.REVOCATION_BOUND,
        401,
        () -> client.get(AUTH + "/me", access),
        Check.detail(REFUSAL));
    steps.step(
        "jwt: refresh after the logout",
        401,
        () -> exchange(refresh),
        Check.detail("Invalid token"));
    steps.step("jwt: logout with garbage", 200, () -> client.post(AUTH + "/logout", "garbage"));
  }

  private Answer exchange(String token) throws IOException {
    return client.post(AUTH + "/refresh", null, Map.of("refresh_token", token));
  }

  private void keep(Answer answer) {
    access = answer.text("access_token");
    refresh = refreshOf(answer);
    steps.conceal(access);
    steps.conceal(refresh);
  }

  /// In the body, or in the cookie where the operator wants it there.
  private static String refreshOf(Answer answer) {
    String inBody = answer.text("refresh_token");
    return inBody.isEmpty()
        ? answer.header("Set-Cookie").replaceFirst("^[^=]*=", "").replaceFirst(";.*", "")
        : inBody;
  }

  private Check isUser(String member) {
    return Check.that(
        "the user",
        json -> {
          JsonNode user = member.isEmpty() ? json : json.path(member);
          return user.path("email").asString("").equals(stranger.email())
              && user.path("is_active").asBoolean(false)
              && user.path("roles").isArray();
        });
  }
}
