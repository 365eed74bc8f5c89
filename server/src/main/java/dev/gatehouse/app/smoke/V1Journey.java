package dev.gatehouse.app.smoke;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Contract V1 from the registration to what is left after the logout.
final class V1Journey {
  private static final String AUTH = "/api/v1/auth";

  /// How late a node that did not end the session itself may learn of it, and a little more.
  static final Duration REVOCATION_BOUND = Duration.ofMillis(2500);

  static final String GARBAGE = "not-a-token";

  private final SmokeClient client;
  private final Steps steps;
  private final Stranger stranger;

  private String user = "";
  private Pair pair = new Pair("", "");

  V1Journey(SmokeClient client, Steps steps) {
    this.client = client;
    this.steps = steps;
    this.stranger = Stranger.make(steps);
  }

  void run() {
    look();
    if (!register()) {
      steps.giveUp();
      return;
    }
    refuseStrangers();
    if (!signIn()) {
      steps.giveUp();
      return;
    }
    beRecognised();
    refresh();
    verifyElsewhere();
    signOut();
    readDescription();
  }

  private void look() {
    steps.step("health", 200, () -> client.get("/health", null), Check.member("status", "healthy"));
    steps.step("root", 200, () -> client.get("/", null), Check.member("message", "Gatehouse API"));
  }

  private boolean register() {
    Map<String, String> body =
        Map.of(
            "email", stranger.email(),
            "password", stranger.password(),
            "full_name", "Smoke Test");
    Answer answer =
        steps.step(
            "register",
            201,
            () -> client.post(AUTH + "/register", null, body),
            Check.uuid("id"),
            Check.member("email", stranger.email()),
            Check.member("full_name", "Smoke Test"),
            Check.that("is_active to be true", json -> json.path("is_active").asBoolean(false)));
    user = answer.text("id");
    return answer.status() == 201;
  }

  private void refuseStrangers() {
    steps.step(
        "register the same email again",
        400,
        () -> client.post(AUTH + "/register", null, stranger.credentials()),
        Check.detail("Email already registered"));
    steps.step(
        "register with a weak password",
        422,
        () ->
            client.post(
                AUTH + "/register",
                null,
                Map.of("email", "x" + stranger.email(), "password", "short")),
        Check.that("errors to name the password", V1Journey::namesPassword));
    steps.step(
        "login with a wrong password",
        401,
        () -> client.post(AUTH + "/login", null, stranger.wrongCredentials()),
        Check.detail("Invalid email or password"),
        Check.challenge(false));
  }

  private boolean signIn() {
    Answer answer =
        steps.step(
            "login",
            200,
            () -> client.post(AUTH + "/login", null, stranger.credentials()),
            Check.member("token_type", "bearer"),
            Check.that("expires_in to be above 0", json -> json.path("expires_in").asInt(0) > 0));
    pair = pairOf(answer);
    return pair.isWhole();
  }

  private void beRecognised() {
    steps.step(
        "me",
        200,
        () -> client.get(AUTH + "/me", pair.access),
        Check.member("id", user),
        Check.member("email", stranger.email()));
    steps.step(
        "me without a token",
        401,
        () -> client.get(AUTH + "/me", null),
        Check.detail("Invalid credentials"),
        Check.challenge(false));
    refused("me with garbage", GARBAGE);
    refused("me with a refresh token", pair.refresh);
  }

  private void refused(String name, String bearer) {
    steps.step(
        name,
        401,
        () -> client.get(AUTH + "/me", bearer),
        Check.detail("Invalid credentials"),
        Check.challenge(true));
  }

  private void refresh() {
    Pair old = pair;
    Pair next =
        pairOf(
            steps.step(
                "refresh",
                200,
                () -> exchange(old.refresh),
                Check.that("two new tokens", json -> Pair.of(json).isAllNewAfter(old))));
    if (next.isWhole()) {
      pair = next;
      steps.step(
          "refresh again with the old token",
          200,
          () -> exchange(old.refresh),
          Check.that(
              "the same refresh token as before",
              json -> Pair.of(json).refresh.equals(next.refresh)));
    }
    cannotRefresh("refresh with an access token", pair.access);
    cannotRefresh("refresh with garbage", GARBAGE);
    steps.step(
        "me after the refresh",
        200,
        () -> client.get(AUTH + "/me", pair.access),
        Check.member("id", user));
  }

  private void cannotRefresh(String name, String token) {
    steps.step(
        name, 401, () -> exchange(token), Check.detail("Invalid token"), Check.challenge(true));
  }

  private void verifyElsewhere() {
    Answer keys =
        steps.step(
            "jwks",
            200,
            () -> client.get("/.well-known/jwks.json", null),
            Check.that("a list of keys", json -> json.path("keys").isArray()));
    String published = keys.body().map(JsonNode::toString).orElse("");
    steps.note(
        "access token, signed with " + TokenSignature.algorithm(pair.access),
        TokenSignature.fault(pair.access, published, user));
  }

  private void signOut() {
    steps.step(
        "logout",
        200,
        () -> client.post(AUTH + "/logout", pair.access),
        Check.member("message", "Logged out"));
    steps.eventually(
        "me after the logout",
        REVOCATION_BOUND,
        401,
        () -> client.get(AUTH + "/me", pair.access),
        Check.detail("Invalid credentials"),
        Check.challenge(true));
    cannotRefresh("refresh after the logout", pair.refresh);
    steps.step(
        "logout with garbage",
        200,
        () -> client.post(AUTH + "/logout", GARBAGE),
        Check.member("message", "Logged out"));
  }

  private void readDescription() {
    steps.step(
        "openapi.json",
        200,
        () -> client.get("/openapi.json", null),
        Check.that("OpenAPI 3.1", json -> json.path("openapi").asString("").startsWith("3.1.")),
        Check.that("a description of login", json -> json.path("paths").has(AUTH + "/login")));
  }

  private Answer exchange(String refreshToken) throws IOException {
    return client.post(AUTH + "/refresh", null, Map.of("refresh_token", refreshToken));
  }

  private Pair pairOf(Answer answer) {
    Pair found = answer.body().map(Pair::of).orElse(new Pair("", ""));
    steps.conceal(found.access);
    steps.conceal(found.refresh);
    return found;
  }

  private static boolean namesPassword(JsonNode json) {
    return json.path("errors")
        .valueStream()
        .anyMatch(error -> error.path("field").asString("").equals("password"));
  }

  private record Pair(String access, String refresh) {
    static Pair of(JsonNode json) {
      return new Pair(
          json.path("access_token").asString(""), json.path("refresh_token").asString(""));
    }

    boolean isWhole() {
      return !access.isEmpty() && !refresh.isEmpty();
    }

    boolean isAllNewAfter(Pair old) {
      return isWhole() && !access.equals(old.access) && !refresh.equals(old.refresh);
    }

    @Override
    public String toString() {
      return "Pair[redacted]";
    }
  }
}
