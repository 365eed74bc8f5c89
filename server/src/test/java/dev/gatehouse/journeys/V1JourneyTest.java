package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnEveryDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Contract V1 as the specification has it, from register to logout.
@OnEveryDatabase
class V1JourneyTest extends Journey {
  private static final Set<String> USER =
      Set.of("id", "email", "full_name", "is_active", "is_verified", "created_at");
  private static final Set<String> TOKENS =
      Set.of("access_token", "refresh_token", "token_type", "expires_in");

  @Test
  void a_person_registers_signs_in_is_recognised_refreshes_and_signs_out() {
    String email = newEmail();
    Answer registered =
        api.post(
                Api.V1 + "/register",
                Map.of("email", email, "password", PASSWORD, "full_name", "Ada Lovelace"))
            .expect(201);
    Answer signedIn = api.login(email, PASSWORD).expect(200);
    Api.Pair first = Api.pair(signedIn);
    assertThat(api.me(first.access()).expect(200).json()).isEqualTo(registered.json());

    Api.Pair second = Api.pair(api.refresh(first.refresh()));
    assertThat(second.access()).isNotEqualTo(first.access());
    assertThat(second.refresh()).isNotEqualTo(first.refresh());
    api.me(first.access()).expect(200);
    assertThat(api.me(second.access()).expect(200).json()).isEqualTo(registered.json());

    Answer out = api.logout(second.access()).expect(200);
    assertThat(out.json()).isEqualTo(json(Map.of("message", "Logged out")));
    api.me(first.access()).expectProblem(401, "Invalid credentials");
    api.me(second.access()).expectProblem(401, "Invalid credentials");
    api.refresh(second.refresh()).expectProblem(401, "Invalid token");
    api.login(email, PASSWORD).expect(200);
  }

  @Test
  void register_answers_the_user_and_nothing_else() {
    Answer answer = api.register("Grace.Hopper@EXAMPLE.com", PASSWORD).expect(201);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.members()).isEqualTo(new TreeSet<>(USER));
    JsonNode user = answer.json();
    assertThat(UUID.fromString(user.get("id").stringValue()).version()).isEqualTo(7);
    assertThat(user.get("email").stringValue()).isEqualTo("Grace.Hopper@example.com");
    assertThat(user.get("full_name").isNull()).isTrue();
    assertThat(user.get("is_active").booleanValue()).isTrue();
    assertThat(user.get("is_verified").booleanValue()).isFalse();
    assertThat(user.get("created_at").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    Instant now = server.database().clock().instant();
    assertThat(Instant.parse(user.get("created_at").stringValue()))
        .isBetween(now.minusSeconds(60), now.plusSeconds(5));
  }

  @Test
  void login_and_refresh_answer_a_pair_that_no_cache_keeps() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    Answer login = api.login(email, PASSWORD);
    Answer refresh = api.refresh(Api.pair(login).refresh());
    for (Answer answer : new Answer[] {login, refresh}) {
      answer.expect(200);
      assertThat(answer.members()).isEqualTo(new TreeSet<>(TOKENS));
      assertThat(answer.text("token_type")).isEqualTo("bearer");
      assertThat(answer.json().get("expires_in").intValue()).isEqualTo(1800);
      assertThat(answer.text("refresh_token")).startsWith("gtr_");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
    assertThat(api.me(Api.pair(login).access()).header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void an_access_token_states_what_the_contract_says_and_no_more() {
    String email = newEmail();
    String id = api.register(email, PASSWORD).text("id");
    Jwt token = Jwt.of(Api.pair(api.login(email, PASSWORD)).access());
    assertThat(token.headerJson().propertyNames()).containsExactlyInAnyOrder("alg", "kid", "typ");
    assertThat(token.headerJson().get("alg").stringValue()).isEqualTo("ES256");
    assertThat(token.headerJson().get("typ").stringValue()).isEqualTo("at+jwt");
    JsonNode claims = token.claims();
    assertThat(claims.propertyNames())
        .containsExactlyInAnyOrder(
            "sub", "iss", "exp", "iat", "jti", "sid", "ver", "type", "roles");
    assertThat(claims.get("sub").stringValue()).isEqualTo(id);
    assertThat(claims.get("iss").stringValue()).isEqualTo("http://localhost:8000");
    assertThat(claims.get("type").stringValue()).isEqualTo("access");
    assertThat(claims.get("ver").isIntegralNumber()).isTrue();
    assertThat(claims.get("exp").longValue() - claims.get("iat").longValue()).isEqualTo(1800);
    assertThat(claims.get("roles").toString()).isEqualTo("[\"user\"]");
  }

  @Test
  void the_same_mailbox_registers_once() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    api.register(email, PASSWORD).expectProblem(400, "Email already registered");
    api.register(email.toUpperCase(java.util.Locale.ROOT), PASSWORD)
        .expectProblem(400, "Email already registered");
  }

  @Test
  void a_wrong_password_is_a_bare_challenge() {
    String email = newEmail();
    api.register(email, PASSWORD).expect(201);
    Answer answer = api.login(email, "Wrong1234").expectProblem(401, "Invalid email or password");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void a_challenge_says_whether_a_token_was_sent() {
    assertThat(
            api.get(Api.V1 + "/me")
                .expectProblem(401, "Invalid credentials")
                .header("WWW-Authenticate"))
        .isEqualTo("Bearer");
    assertThat(
            api.me("nonsense").expectProblem(401, "Invalid credentials").header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(
            api.refresh("nonsense").expectProblem(401, "Invalid token").header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"invalid_token\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Test1234", "TestPass123"})
  void passwords_of_the_old_documentation_register(String password) {
    String email = newEmail();
    api.register(email, password).expect(201);
    api.login(email, password).expect(200);
  }

  @Test
  void a_weak_password_is_told_every_rule_it_breaks() {
    Answer answer = api.register(newEmail(), "abc").expectProblem(422);
    JsonNode errors = answer.json().get("errors");
    assertThat(errors.size()).isEqualTo(3);
    errors.forEach(error -> {
      assertThat(error.propertyNames()).containsExactlyInAnyOrder("field", "detail");
      assertThat(error.get("field").stringValue()).isEqualTo("password");
    });
  }

  @Test
  void a_password_longer_than_bcrypt_reads_is_refused_and_never_cut() {
    String longest = "Aa1" + "x".repeat(69);
    String email = newEmail();
    api.register(email, longest + "y").expectProblem(422);
    api.register(newEmail(), "Aa1" + "é".repeat(35)).expectProblem(422);
    api.register(email, longest).expect(201);
    api.login(email, longest + "y").expect(401);
    api.login(email, longest).expect(200);
  }

  @Test
  void every_answer_carries_the_security_headers_and_an_id() {
    Answer[] answers = {
      api.get("/health"),
      api.get("/"),
      api.get("/nowhere"),
      api.get(Api.V1 + "/login"),
      api.login(newEmail(), PASSWORD),
      api.post(Api.V1 + "/login", "{"),
      api.get("/.well-known/jwks.json")
    };
    for (Answer answer : answers) {
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
      assertThat(answer.http().headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
  }

  @Test
  void the_server_tells_of_itself() {
    assertThat(api.get("/").expect(200).json()).isEqualTo(json(Map.of("message", "Gatehouse API")));
    assertThat(api.get("/health").expect(200).json()).isEqualTo(json(Map.of("status", "healthy")));
    api.get("/health/ready").expect(200);
    api.get("/health/live").expect(200);
  }

  private static JsonNode json(Map<String, String> members) {
    return new tools.jackson.databind.json.JsonMapper().valueToTree(members);
  }
}
