package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Tokens with a right signature and wrong contents, made with the shared secret of HS256; and old
/// verifiers, which know nothing but that secret.
@OnSqlite
class SignedTokenTest extends Journey {
  private static final String KEY = "the old backend's key, kept by the operator since 2019";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  Map<String, String> environment() {
    return Map.of("JWT_SECRET_KEY", KEY, "TOKEN_AUDIENCE", "shop");
  }

  @Test
  void an_old_verifier_verifies_with_the_bytes_of_the_secret() throws GeneralSecurityException {
    Jwt token = Jwt.of(newcomer().access());
    assertThat(token.headerJson().get("alg").stringValue()).isEqualTo("HS256");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(mac.doFinal(token.input())).isEqualTo(Jwt.decode(token.signature()));
    assertThat(token.claims().get("aud").toString()).isIn("\"shop\"", "[\"shop\"]");
  }

  @Test
  void a_symmetric_key_is_never_published() {
    newcomer();
    assertThat(api.get("/.well-known/jwks.json").expect(200).json().get("keys").size()).isZero();
  }

  @Test
  void what_is_signed_anew_without_a_change_is_taken() {
    Jwt token = Jwt.of(newcomer().access());
    api.me(signed(header(token), claims(token))).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "iss", "exp", "sid", "ver", "type", "roles", "aud"})
  void a_token_without_a_claim_it_needs_is_refused(String claim) {
    Jwt token = Jwt.of(newcomer().access());
    Map<String, Object> claims = claims(token);
    claims.remove(claim);
    refused(signed(header(token), claims));
  }

  @Test
  void a_claim_of_another_value_or_type_is_refused() {
    Jwt token = Jwt.of(newcomer().access());
    long now = System.currentTimeMillis() / 1000;
    claim(token, "exp", now - 1);
    claim(token, "exp", "tomorrow");
    claim(token, "exp", -1);
    claim(token, "iss", "https://evil.example");
    claim(token, "iss", "http://localhost:8000/");
    claim(token, "iss", 5);
    claim(token, "aud", "blog");
    claim(token, "aud", List.of("blog"));
    claim(token, "aud", List.of());
    claim(token, "type", "refresh");
    claim(token, "type", "Access");
    claim(token, "ver", "0");
    claim(token, "ver", -1);
    claim(token, "sub", "nobody");
    claim(token, "sub", "00000000-0000-7000-8000-000000000000");
    claim(token, "sub", 1);
    claim(token, "sid", "nothing");
    claim(token, "sid", List.of());
    claim(token, "roles", "admin");
    claim(token, "roles", List.of(1));
  }

  @Test
  void a_time_that_is_no_time_breaks_nothing() {
    Jwt token = Jwt.of(newcomer().access());
    for (String odd :
        List.of("1e400", "9223372036854775807", "1e18", "-9223372036854775808", "NaN")) {
      String claims = text(token.payload()).replaceFirst("\"exp\":\\d+", "\"exp\":" + odd);
      assertThat(api.me(sign(new Jwt(token.header(), Jwt.encode(claims), ""))).status())
          .as(odd)
          .isLessThan(500);
    }
  }

  @Test
  void a_header_of_another_kind_is_refused() {
    Jwt token = Jwt.of(newcomer().access());
    header(token, "typ", "JWT");
    header(token, "typ", null);
    header(token, "typ", "rt+jwt");
    header(token, "kid", null);
    header(token, "kid", "other");
    header(token, "alg", "HS384");
    header(token, "alg", "none");
    header(token, "crit", List.of("exp"));
    header(token, "crit", List.of());
    header(token, "b64", false);
  }

  @Test
  void a_member_that_is_there_twice_is_refused() {
    Jwt token = Jwt.of(newcomer().access());
    String header = text(token.header());
    refused(sign(token.withHeader(header.replaceFirst("\\{", "{\"alg\":\"none\","))));
    refused(sign(token.withHeader(header.replaceFirst("\\{", "{\"typ\":\"JWT\","))));
    String claims = text(token.payload());
    String another = "00000000-0000-7000-8000-000000000000";
    refused(sign(token.withPayload(claims.replaceFirst("\\{", "{\"sub\":\"" + another + "\","))));
    refused(sign(token.withPayload(claims.replaceFirst("}$", ",\"roles\":[\"admin\"]}"))));
  }

  @Test
  void a_node_with_another_secret_refuses_the_token() {
    Api.Pair pair = newcomer();
    try (TestServer other =
        server.anotherNode(
            Map.of("JWT_SECRET_KEY", "quite another key of the same length, says he"))) {
      other.api().me(pair.access()).expectProblem(401, "Invalid credentials");
    }
  }

  private void claim(Jwt token, String name, Object value) {
    Map<String, Object> claims = claims(token);
    claims.put(name, value);
    refused(signed(header(token), claims));
  }

  private void header(Jwt token, String name, @Nullable Object value) {
    Map<String, Object> header = header(token);
    if (value == null) {
      header.remove(name);
    } else {
      header.put(name, value);
    }
    refused(signed(header, claims(token)));
  }

  private void refused(String token) {
    api.me(token).expectProblem(401, "Invalid credentials");
  }

  private static Map<String, Object> header(Jwt token) {
    return members(token.header());
  }

  private static Map<String, Object> claims(Jwt token) {
    return members(token.payload());
  }

  private static Map<String, Object> members(String part) {
    Map<String, Object> members = new HashMap<>();
    JSON.readTree(Jwt.decode(part))
        .properties()
        .forEach(one -> members.put(one.getKey(), one.getValue()));
    return members;
  }

  private static String signed(Map<String, Object> header, Map<String, Object> claims) {
    return sign(
        new Jwt(
            Jwt.encode(JSON.writeValueAsString(header)),
            Jwt.encode(JSON.writeValueAsString(claims)),
            ""));
  }

  private static String sign(Jwt token) {
    byte[] secret = KEY.getBytes(StandardCharsets.UTF_8);
    return token.withSignature(Digests.hmac(secret, token.input())).text();
  }

  private static String text(String part) {
    return new String(Jwt.decode(part), StandardCharsets.UTF_8);
  }
}
