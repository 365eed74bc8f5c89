package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnSqlite;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Refresh tokens in cookies, and what other sites can't do with them.
@OnSqlite
class CookieTest extends Journey {
  private static final String AUTH = "/api/auth";
  private static final String PAGE = "https://app.example.com";

  @Override
  Map<String, String> environment() {
    return Map.of(
        "APP_ENV", "production",
        "HOST", "127.0.0.1",
        "PUBLIC_URL", "https://auth.example.com",
        "CORS_ORIGINS", PAGE,
        "AUTH_COOKIES", "true");
  }

  @Test
  void the_refresh_token_is_in_a_cookie_that_no_script_reads_and_not_in_the_body() {
    Answer in = signIn();
    assertThat(in.members()).doesNotContain("refresh_token");
    assertThat(in.header("Set-Cookie"))
        .matches(
            "__Host-gh_refresh=gtr_[\\w-]{70}; Path=/; Secure; HttpOnly; SameSite=Lax;"
                + " Max-Age=604800");
  }

  @Test
  void a_refresh_with_cookie_token_and_origin_gives_the_next_cookie() {
    String cookie = cookieOf(signIn());
    Answer next = refresh(cookie, "Origin", PAGE, "X-CSRF-Token", csrf(cookie)).expect(200);
    assertThat(next.members()).doesNotContain("refresh_token");
    assertThat(cookieOf(next)).isNotEqualTo(cookie);
  }

  @Test
  void the_token_from_before_the_sign_in_serves_with_its_cookie() {
    Answer fetched = api.get(AUTH + "/csrf").expect(200);
    String before = fetched.header("Set-Cookie");
    assertThat(before).matches("__Host-gh_csrf=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
    String both = before.replaceFirst(";.*", "") + "; " + cookieOf(signIn());
    refresh(both, "Origin", PAGE, "X-CSRF-Token", fetched.text("csrf_token")).expect(200);
  }

  @Test
  void a_cookie_without_a_token_or_with_a_wrong_one_is_refused() {
    String cookie = cookieOf(signIn());
    String strangers = csrf(cookieOf(signIn()));
    refresh(cookie, "Origin", PAGE).expectProblem(403, "CSRF token missing");
    refresh(cookie, "Origin", PAGE, "X-CSRF-Token", " ").expectProblem(403, "CSRF token missing");
    refresh(cookie, "Origin", PAGE, "X-CSRF-Token", "x").expectProblem(403, "CSRF token invalid");
    refresh(cookie, "Origin", PAGE, "X-CSRF-Token", strangers)
        .expectProblem(403, "CSRF token invalid");
    logout(cookie, "Origin", PAGE).expectProblem(403, "CSRF token missing");
    refresh(cookie, "Origin", PAGE, "X-CSRF-Token", csrf(cookie)).expect(200);
  }

  @Test
  void a_page_that_is_not_listed_can_do_nothing_with_the_cookie() {
    String cookie = cookieOf(signIn());
    String token = csrf(cookie);
    for (String origin : List.of("https://evil.example", "null", "https://app.example.com.evil")) {
      refresh(cookie, "Origin", origin, "X-CSRF-Token", token)
          .expectProblem(403, "Origin not allowed");
    }
    refresh(cookie, "X-CSRF-Token", token).expectProblem(403, "Origin not allowed");
    refresh(cookie, "Origin", "https://auth.example.com", "X-CSRF-Token", token).expect(200);
  }

  @Test
  void a_sign_in_that_sets_a_cookie_looks_at_the_origin() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    Map<String, String> body = Map.of("email", email, "password", PASSWORD);
    api.post(AUTH + "/login", body, "Origin", "https://evil.example")
        .expectProblem(403, "Origin not allowed");
    api.post(AUTH + "/login", body, "Origin", PAGE).expect(200);
    api.post(AUTH + "/login", body).expect(200);
    api.post(
            AUTH + "/register",
            Map.of("email", newEmail(), "password", PASSWORD),
            "Origin",
            "https://evil.example")
        .expectProblem(403, "Origin not allowed");
  }

  @Test
  void a_logout_clears_the_cookie_and_ends_its_session() {
    String cookie = cookieOf(signIn());
    Answer out = logout(cookie, "Origin", PAGE, "X-CSRF-Token", csrf(cookie)).expect(200);
    assertThat(out.header("Set-Cookie")).startsWith("__Host-gh_refresh=;").endsWith("Max-Age=0");
    String token = csrf(cookie);
    refresh(cookie, "Origin", PAGE, "X-CSRF-Token", token).expectProblem(401, "Invalid token");
  }

  @Test
  void an_erasure_clears_the_cookie() {
    Answer gone =
        api.send(
            "DELETE",
            AUTH + "/me",
            BodyPublishers.ofString("{\"password\": \"" + PASSWORD + "\"}"),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + signIn().text("access_token"));
    assertThat(gone.expect(204).header("Set-Cookie"))
        .startsWith("__Host-gh_refresh=;")
        .endsWith("Max-Age=0");
  }

  @Test
  void with_cookie_and_bearer_a_logout_takes_the_bearer_alone() {
    String cookie = cookieOf(signIn());
    Answer other = signIn();
    logout(cookie, "Authorization", "Bearer " + other.text("access_token")).expect(200);
    api.me(other.text("access_token")).expect(401);
    refresh(cookie, "Origin", PAGE, "X-CSRF-Token", csrf(cookie)).expect(200);
  }

  @Test
  void a_cookie_is_no_credential_for_any_other_call() {
    String cookie = cookieOf(signIn());
    api.get(AUTH + "/me", "Cookie", cookie).expectProblem(401);
    api.get(AUTH + "/sessions", "Cookie", cookie).expectProblem(401);
    api.post(Api.V1 + "/refresh", "{}", "Cookie", cookie).expectProblem(422);
  }

  @Test
  void a_token_in_the_body_needs_no_csrf_token() {
    Answer in = signIn();
    String token = cookieOf(in).replaceFirst(".*=", "");
    api.post(AUTH + "/refresh", Map.of("refresh_token", token)).expect(200);
    refresh("a=b").expectProblem(401, "Invalid token");
  }

  private Answer signIn() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    return api.post(AUTH + "/login", Map.of("email", email, "password", PASSWORD)).expect(200);
  }

  private String csrf(String cookie) {
    return api.get(AUTH + "/csrf", "Cookie", cookie).expect(200).text("csrf_token");
  }

  private static String cookieOf(Answer answer) {
    return answer.header("Set-Cookie").replaceFirst(";.*", "");
  }

  private Answer refresh(String cookie, String... headers) {
    return send("/refresh", cookie, headers);
  }

  private Answer logout(String cookie, String... headers) {
    return send("/logout", cookie, headers);
  }

  private Answer send(String path, String cookie, String... headers) {
    List<String> all = new ArrayList<>(List.of("Cookie", cookie));
    all.addAll(List.of(headers));
    return api.send("POST", AUTH + path, BodyPublishers.noBody(), all.toArray(String[]::new));
  }
}
