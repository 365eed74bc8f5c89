package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Keyring;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.OnEveryDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Together;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Whoever has a second factor gets in with it alone, in every contract.
@OnEveryDatabase
class SecondFactorTest extends Journey {
  private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final String AGAIN = "Sign in again";

  @Test
  void the_password_opens_nothing_but_the_way_to_the_second_factor() {
    String email = withFactor();
    Answer half = api.login(email, PASSWORD).expect(200);
    assertThat(half.members()).containsExactly("methods", "mfa_required", "mfa_token");
    String token = half.text("mfa_token");
    api.me(token).expect(401);
    api.refresh(token).expect(401);
    api.post("/api/auth/password/reset", Map.of("token", token, "new_password", "securepass123"))
        .expectProblem(401, "Invalid token");
    Api.Pair pair = Api.pair(verify(token, code(0)));
    api.me(pair.access()).expect(200);
    verify(token, code(1)).expectProblem(401, AGAIN);
  }

  @Test
  void contract_jwt_asks_for_it_too() {
    String email = withFactor();
    Answer half =
        api.post("/api/auth/login", Map.of("email", email, "password", PASSWORD)).expect(200);
    Answer in =
        api.post(
                "/api/auth/mfa/verify",
                Map.of("mfa_token", half.text("mfa_token"), "method", "totp", "code", code(0)))
            .expect(200);
    assertThat(in.json().at("/user/mfa_enabled").booleanValue()).isTrue();
  }

  @Test
  void contract_session_asks_for_it_in_its_envelope() {
    String email = withFactor();
    try (TestServer session = server.anotherNode(Map.of("AUTH_MODE", "session"))) {
      Answer half =
          session
              .api()
              .post("/api/auth/login", Map.of("email", email, "password", PASSWORD))
              .expect(200);
      String token = half.json().at("/data/mfa_token").stringValue();
      Answer in =
          session
              .api()
              .post(
                  "/api/auth/mfa/verify",
                  Map.of("mfa_token", token, "method", "totp", "code", code(0)))
              .expect(200);
      assertThat(in.text("message")).isEqualTo("Login successful");
      assertThat(in.json().at("/data/token").stringValue()).isNotEmpty();
    }
  }

  @Test
  void a_code_works_once_on_whichever_token() {
    String email = withFactor();
    String first = half(email);
    String second = half(email);
    String code = code(0);
    verify(first, code).expect(200);
    verify(second, code).expectProblem(401, "Invalid code");
    verify(second, code(1)).expect(200);
  }

  @Test
  void twenty_at_once_with_one_token_and_code_start_one_session() {
    String email = withFactor();
    String token = half(email);
    String code = code(0);
    List<Integer> statuses =
        Together.times(20, () -> verify(token, code).status()).stream().sorted().toList();
    assertThat(statuses).startsWith(200, 401).endsWith(401);
  }

  @Test
  void after_five_wrong_codes_the_password_has_to_be_shown_again() {
    String email = withFactor();
    String token = half(email);
    for (int i = 0; i < 5; i++) {
      verify(token, "000000x").expectProblem(401, "Invalid code");
    }
    verify(token, code(0)).expectProblem(401, AGAIN);
    verify(half(email), code(0)).expect(200);
  }

  @Test
  void a_thief_with_the_password_has_ten_codes_in_a_quarter_of_an_hour_whatever_he_tries() {
    String email = withFactor();
    List<Integer> wrong =
        Together.times(
            30,
            () -> {
              String token = half(email);
              return verify(token, "999999x").text("detail").equals("Invalid code") ? 1 : 0;
            });
    assertThat(wrong.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
    server.time().pass(Duration.ofMinutes(16));
    verify(half(email), code(0)).expect(200);
  }

  @Test
  void whoever_tries_codes_for_ever_delays_strangers_by_a_minute_and_the_known_device_not_at_all() {
    String email = withFactor();
    String device = verify(half(email), code(0)).header("Set-Cookie").replaceFirst(";.*", "");
    server.time().pass(Duration.ofMinutes(2));
    for (int i = 0; i < 10; i++) {
      verify(half(email), "999999x").expectProblem(401, "Invalid code");
    }
    String token = half(email);
    Answer late = verify(token, code(0)).expectProblem(429, "Too many attempts; try again later");
    assertThat(Integer.parseInt(late.header("Retry-After"))).isBetween(1, 60);
    Map<String, String> shown = Map.of("mfa_token", token, "method", "totp", "code", code(0));
    api.post(Api.V1 + "/mfa/verify", shown, "Cookie", device).expect(200);
    server.time().pass(Duration.ofSeconds(61));
    List<Integer> next =
        Together.times(5, () -> verify(half(email), "999999x").status()).stream().sorted().toList();
    assertThat(next).containsExactly(401, 429, 429, 429, 429);
    server.time().pass(Duration.ofSeconds(61));
    verify(half(email), code(0)).expect(200);
  }

  @Test
  void a_half_way_token_dies_in_five_minutes_and_with_the_epoch() {
    String email = withFactor();
    String old = half(email);
    server.time().pass(Duration.ofMinutes(6));
    verify(old, code(0)).expectProblem(401, AGAIN);
    String overtaken = half(email);
    server.sql(
        "UPDATE users SET auth_epoch = auth_epoch + 1 WHERE email = :email",
        Map.of("email", email));
    verify(overtaken, code(0)).expectProblem(401, AGAIN);
    assertThat(history(email, "session.second_factor"))
        .containsExactly("session.second_factor second_factor_over");
  }

  @Test
  void another_method_and_garbage_are_refused() {
    String email = withFactor();
    String token = half(email);
    api.post(Api.V1 + "/mfa/verify", Map.of("mfa_token", token, "method", "sms", "code", code(0)))
        .expectProblem(422);
    api.post(Api.V1 + "/mfa/verify", "{}").expectProblem(422);
    verify("garbage", code(0)).expectProblem(401, AGAIN);
  }

  private String withFactor() {
    String email = newEmail();
    String id = api.register(email, PASSWORD).expect(201).text("id");
    UserId user = new UserId(UUID.fromString(id));
    Keyring keyring = new Keyring(new Secret(TestServer.SECRET), List.of());
    Randomness random = new Randomness(server.database().clock());
    byte[] sealed = new TotpSecrets(new Sealer(keyring, random)).seal(user, KEY);
    server.sql(
        "UPDATE users SET mfa_enabled = TRUE, mfa_secret = :secret WHERE id = :id",
        Map.of("secret", sealed, "id", user.value()));
    return email;
  }

  private String half(String email) {
    return api.login(email, PASSWORD).expect(200).text("mfa_token");
  }

  private Answer verify(String token, String code) {
    return api.post(
        Api.V1 + "/mfa/verify", Map.of("mfa_token", token, "method", "totp", "code", code));
  }

  /// The code of the step that lies so many after this one.
  private String code(int ahead) {
    try {
      long step = server.database().clock().instant().getEpochSecond() / 30 + ahead;
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(KEY, "HmacSHA1"));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int truncated = ByteBuffer.wrap(digest).getInt(digest[19] & 0x0f) & 0x7fff_ffff;
      return String.format(Locale.ROOT, "%06d", truncated % 1_000_000);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
