package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnEveryDatabase;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are not what the contract asks for: each gets one clear sentence, and changes
/// nothing.
@OnEveryDatabase
class BadBodyTest extends Journey {
  private static final List<String> CALLS = List.of("/register", "/login", "/refresh");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "nonsense",
        "null",
        "true",
        "1",
        "\"text\"",
        "[]",
        "[{}]",
        "{}",
        "{\"email\"}",
        "{'email': 1}",
        "{} {}",
        "{\"email\": \"a@example.com\"",
        "\ufeff{}",
        "NaN",
        "{\"a\":01}",
        "{\"email\": null, \"password\": null, \"refresh_token\": null}",
        "{\"email\": 1, \"password\": 2, \"refresh_token\": 3}",
        "{\"email\": [], \"password\": [], \"refresh_token\": []}",
        "{\"email\": {}, \"password\": {}, \"refresh_token\": {}}",
        "{\"email\": true, \"password\": false, \"refresh_token\": true}",
        "{\"email\": \"\\ud800\", \"password\": \"\\udc00\", \"refresh_token\": \"\\ud800x\"}",
        "{\"email\": \"\\u0000@example.com\", \"password\": \"\"}"
      })
  void what_is_malformed_is_422(String body) {
    for (String call : CALLS) {
      if (call.equals("/refresh") && body.contains("u0000")) {
        continue; // has no refresh_token, and is covered by {}
      }
      api.post(Api.V1 + call, body).expectProblem(422);
    }
  }

  @Test
  void a_422_names_each_member_that_was_refused() {
    Answer answer = api.post(Api.V1 + "/register", "{\"email\": 5}").expectProblem(422);
    assertThat(answer.json().get("errors").valueStream().map(e -> e.get("field").stringValue()))
        .contains("email", "password");
  }

  @Test
  void a_repeated_member_is_400() {
    for (String call : CALLS) {
      api.post(
              Api.V1 + call,
              "{\"email\":\"a@example.com\",\"email\":\"b@example.com\",\"password\":\"Test1234\"}")
          .expectProblem(400);
      api.post(Api.V1 + call, "{\"x\":{\"a\":1,\"a\":2}}").expectProblem(400);
      api.post(Api.V1 + call, "{\"a\":1,\"\\u0061\":2}").expectProblem(400);
    }
  }

  @Test
  void an_unknown_member_is_ignored_and_never_bound() {
    String email = newEmail();
    Map<String, Object> body = new TreeMap<>(Map.of("email", email, "password", PASSWORD));
    body.put("id", "00000000-0000-7000-8000-000000000000");
    body.put("is_active", false);
    body.put("is_verified", true);
    body.put("is_admin", true);
    body.put("is_superuser", true);
    body.put("roles", List.of("admin"));
    body.put("role", "admin");
    body.put("auth_epoch", 99);
    body.put("mfa_enabled", true);
    body.put("legacy_id", 1);
    body.put("created_at", "2001-01-01T00:00:00Z");
    body.put("hashed_password", "$2b$04$abcdefghijklmnopqrstuv");
    body.put("email_key", "other@example.com");
    Answer answer = api.post(Api.V1 + "/register", body).expect(201);
    assertThat(answer.members()).doesNotContain("legacy_id", "roles");
    assertThat(answer.text("id")).doesNotStartWith("00000000");
    assertThat(answer.json().get("is_active").booleanValue()).isTrue();
    assertThat(answer.json().get("is_verified").booleanValue()).isFalse();
    assertThat(answer.text("created_at")).startsWith("20").doesNotStartWith("2001");
    Api.Pair pair = Api.pair(api.login(email, PASSWORD));
    assertThat(Jwt.of(pair.access()).claims().get("roles").toString()).isEqualTo("[\"user\"]");
    assertThat(api.me(pair.access()).json()).isEqualTo(answer.json());
  }

  @Test
  void a_body_of_64_kib_is_read_and_one_byte_more_is_413() {
    String email = newEmail();
    String start = "{\"email\":\"%s\",\"password\":\"%s\",\"x\":\"".formatted(email, PASSWORD);
    String fits = start + "x".repeat(64 * 1024 - start.length() - 2) + "\"}";
    api.post(Api.V1 + "/register", fits).expect(201);
    api.post(Api.V1 + "/register", fits + " ").expectProblem(413);
    for (String call : CALLS) {
      api.post(Api.V1 + call, fits + "x".repeat(1024 * 1024)).expectProblem(413);
      chunked(call, (fits + "x".repeat(1024 * 1024)).getBytes(StandardCharsets.UTF_8))
          .expectProblem(413);
    }
    chunked("/login", fits.getBytes(StandardCharsets.UTF_8)).expect(200);
  }

  @Test
  void ten_thousand_levels_are_422() {
    for (String call : CALLS) {
      api.post(Api.V1 + call, "[".repeat(10_000)).expectProblem(422);
      api.post(Api.V1 + call, "{\"a\":".repeat(10_000)).expectProblem(422);
      api.post(Api.V1 + call, "[".repeat(10_000) + "]".repeat(10_000)).expectProblem(422);
    }
  }

  @Test
  void bytes_that_are_not_utf_8_are_422() {
    for (String call : CALLS) {
      for (byte[] bytes :
          List.of(
              new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
              new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
              new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
              "{\"email\":\"é@example.com\"}".getBytes(StandardCharsets.ISO_8859_1),
              "{\"email\":\"a@example.com\"}".getBytes(StandardCharsets.UTF_16),
              new byte[] {0})) {
        api.send(
                "POST",
                Api.V1 + call,
                BodyPublishers.ofByteArray(bytes),
                "Content-Type",
                "application/json")
            .expectProblem(422);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/json",
        "application/jsonp",
        "application/json; charset=iso-8859-1",
        "*/*",
        "application",
        ";",
        "application/json, text/plain"
      })
  void json_routes_take_no_other_type(String type) {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(newEmail(), PASSWORD);
    for (String call : CALLS) {
      api.send("POST", Api.V1 + call, BodyPublishers.ofString(body), "Content-Type", type)
          .expectProblem(415);
      api.send("POST", Api.V1 + call, BodyPublishers.ofString(body)).expectProblem(415);
    }
  }

  @Test
  void json_by_any_spelling_of_its_type_is_taken() {
    for (String type :
        List.of(
            "application/json;charset=UTF-8",
            "Application/JSON",
            "application/json; charset=\"utf-8\"")) {
      String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(newEmail(), PASSWORD);
      api.send("POST", Api.V1 + "/register", BodyPublishers.ofString(body), "Content-Type", type)
          .expect(201);
    }
  }

  @Test
  void names_in_every_script_come_back_as_they_were() {
    for (String name :
        List.of(
            "Ada \ud83d\udc69\u200d\ud83d\udcbb\ud83c\udfff",
            "\u05d0\u05d1\u05d2 abc",
            "\u0645\u0631\u062d\u0628\u0627",
            "Zo\u00eb",
            "Zoe\u0308",
            "\ud842\udfb7\u91ce\u5bb6",
            "'; DROP TABLE users; --",
            "<script>alert(1)</script>",
            "\u00df\u1e9e\u0130\u0131",
            "x".repeat(255),
            "\ud83d\ude00".repeat(255),
            "\\",
            "%s%n${jndi:ldap://x}")) {
      Answer answer =
          api.post(
              Api.V1 + "/register",
              Map.of("email", newEmail(), "password", PASSWORD, "full_name", name));
      answer.expect(201);
      assertThat(answer.text("full_name")).isEqualTo(name);
    }
    api.post(
            Api.V1 + "/register",
            Map.of("email", newEmail(), "password", PASSWORD, "full_name", "x".repeat(256)))
        .expectProblem(422);
    api.post(
            Api.V1 + "/register",
            Map.of("email", newEmail(), "password", PASSWORD, "full_name", "a\u0000b"))
        .expectProblem(422);
  }

  @Test
  void a_password_may_hold_any_character_but_nul() {
    for (String password :
        List.of(
            "Pass1 \ud83d\ude00\u00e9",
            "Aa1\t\n\r\u0007\u007f",
            "\u05d0\u05d1Aa1234",
            "Aa1'\"\\;--%")) {
      String email = newEmail();
      api.register(email, password).expect(201);
      api.login(email, password).expect(200);
      api.login(email, password + " ").expect(401);
    }
    api.register(newEmail(), "Test\u00001234").expectProblem(422);
    api.login(newEmail(), "Test\u00001234").expectProblem(401, "Invalid email or password");
    api.register(newEmail(), "Aa1" + "x".repeat(2000)).expectProblem(422);
    api.login(newEmail(), "x".repeat(2000)).expectProblem(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "@",
        "a@",
        "@example.com",
        "a",
        "a@b@c",
        "a b@example.com",
        "a@exa mple.com",
        " a@example.com",
        "a@example.com ",
        "a@example.com\n",
        "a..b@example.com",
        "a@-example.com",
        "a@example..com",
        "a@[127.0.0.1]",
        "a@example.com\u0000",
        "a@example.com,b@example.com",
        "Ada <a@example.com>",
        "a\u200b@example.com",
        "\u202ea@example.com",
        "p\u0430ypal@example.com"
      })
  void what_is_no_email_is_422(String email) {
    api.register(email, PASSWORD).expectProblem(422);
    api.login(email, PASSWORD).expectProblem(422);
  }

  @Test
  void an_email_of_300_characters_is_422() {
    api.register("a".repeat(60) + "@" + "b.".repeat(115) + "example", PASSWORD).expectProblem(422);
    api.register("a".repeat(300) + "@example.com", PASSWORD).expectProblem(422);
    api.register("a@" + "x".repeat(2000) + ".com", PASSWORD).expectProblem(422);
  }

  @Test
  void one_mailbox_registers_once_however_it_is_spelled() {
    same("Case.Test@Example.COM", "case.test@example.com", "CASE.TEST@EXAMPLE.COM");
    same("user@b\u00fccher.example", "user@xn--bcher-kva.example", "USER@B\u00dcCHER.EXAMPLE");
    same("ren\u00e9@example.com", "rene\u0301@example.com", "REN\u00c9@example.com");
    same("\uff41bc.nfkc@example.com", "abc.nfkc@example.com", "ABC.NFKC@example.com");
  }

  @Test
  void dots_and_tags_make_other_mailboxes() {
    for (String email : List.of("t.ag@example.com", "tag@example.com", "tag+1@example.com")) {
      api.register(email, PASSWORD).expect(201);
    }
  }

  private void same(String first, String... others) {
    api.register(first, PASSWORD).expect(201);
    for (String other : others) {
      api.register(other, PASSWORD).expectProblem(400, "Email already registered");
      api.login(other, PASSWORD).expect(200);
    }
  }

  private Answer chunked(String call, byte[] body) {
    return api.send(
        "POST",
        Api.V1 + call,
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        "Content-Type",
        "application/json");
  }
}
