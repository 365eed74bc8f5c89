package dev.gatehouse.app.smoke;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Contract SESSION from the registration to what is left after the logout.
final class SessionJourney {
  private static final String AUTH = "/api/auth";
  private static final String REFUSAL = "Invalid or expired session";

  private final SmokeClient client;
  private final Steps steps;
  private final Stranger stranger;

  private String token = "";

  SessionJourney(SmokeClient client, Steps steps) {
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
    exchangeToken();
    lookAtSessions();
    signOut();
  }

  private boolean register() {
    Answer answer =
        steps.step(
            "session: register",
            201,
            () -> client.post(AUTH + "/register", null, stranger.registration()),
            envelope("User registered successfully"),
            isOpened());
    keep(answer);
    steps.step(
        "session: register the same email again",
        400,
        () -> client.post(AUTH + "/register", null, stranger.registration()),
        refusal("Email already registered"));
    return answer.status() == 201;
  }

  private void signIn() {
    steps.step(
        "session: login with a wrong password",
        401,
        () -> client.post(AUTH + "/login", null, stranger.wrongCredentials()),
        refusal("Invalid email or password"));
    keep(
        steps.step(
            "session: login",
            200,
            () -> client.post(AUTH + "/login", null, stranger.credentials()),
            envelope("Login successful"),
            isOpened()));
  }

  private void beRecognised() {
    steps.step(
        "session: me",
        200,
        () -> client.get(AUTH + "/me", token),
        envelope("User retrieved successfully"),
        Check.that(
            "the user", json -> json.at("/data/user/email").asString("").equals(stranger.email())));
    refused("session: me with garbage", V1Journey.GARBAGE);
  }

  private void exchangeToken() {
    String old = token;
    Answer next =
        steps.step(
            "session: refresh",
            200,
            () -> client.post(AUTH + "/refresh", old),
            envelope("Session refreshed successfully"),
            Check.that("a new token", json -> isToken(json) && !tokenOf(json).equals(old)));
    keep(next);
    steps.step(
        "session: refresh again with the old token",
        200,
        () -> client.post(AUTH + "/refresh", old),
        Check.that("the same new token", json -> tokenOf(json).equals(token)));
    steps.eventually(
        "session: me with the old token",
        V1Journey.REVOCATION_BOUND,
        401,
        () -> client.get(AUTH + "/me", old),
        refusal(REFUSAL));
  }

  private void lookAtSessions() {
    steps.step(
        "session: sessions",
        200,
        () -> client.get(AUTH + "/sessions", token),
        envelope("User sessions retrieved successfully"),
        Check.that(
            "this session among them, its token masked",
            json ->
                json.at("/data/sessions")
                    .valueStream()
                    .filter(session -> session.path("current").asBoolean(false))
                    .anyMatch(session ->
                        session
                            .path("session_token")
                            .asString("")
                            .equals(token.substring(0, Math.min(8, token.length())) + "..."))));
  }

  private void signOut() {
    steps.step(
        "session: logout",
        200,
        () -> client.post(AUTH + "/logout", token),
        envelope("Logged out successfully"));
    steps.eventually(
        "session: me after the logout",
        V1Journey.REVOCATION_BOUND,
        401,
        () -> client.get(AUTH + "/me", token),
        refusal(REFUSAL));
    steps.step(
        "session: refresh after the logout",
        401,
        () -> client.post(AUTH + "/refresh", token),
        refusal(REFUSAL));
    steps.step(
        "session: logout with garbage",
        200,
        () -> client.post(AUTH + "/logout", V1Journey.GARBAGE),
        envelope("Logged out successfully"));
  }

  private void refused(String name, String bearer) {
    steps.step(name, 401, () -> get(bearer), refusal(REFUSAL), Check.challenge(true));
  }

  private Answer get(String bearer) throws IOException {
    return client.get(AUTH + "/me", bearer);
  }

  private void keep(Answer answer) {
    token = answer.body().map(SessionJourney::tokenOf).orElse("");
    steps.conceal(token);
  }

  private Check isOpened() {
    return Check.that(
        "a token, the user and the session's times",
        json ->
            isToken(json)
                && json.at("/data/user/email").asString("").equals(stranger.email())
                && json.at("/data/session_info").has("expires_at"));
  }

  private static boolean isToken(JsonNode json) {
    return tokenOf(json)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  private static String tokenOf(JsonNode json) {
    return json.at("/data/token").asString("");
  }

  private static Check envelope(String message) {
    return Check.that(
        "success with the message \"" + message + "\"",
        json ->
            json.path("success").asBoolean(false)
                && json.has("data")
                && json.path("message").asString("").equals(message));
  }

  private static Check refusal(String sentence) {
    return Check.that(
        "detail and message \"" + sentence + "\"",
        json ->
            json.path("detail").asString("").equals(sentence)
                && json.path("message").asString("").equals(sentence)
                && !json.path("success").asBoolean(true));
  }
}
