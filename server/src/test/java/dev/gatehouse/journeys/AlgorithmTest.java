package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each way to sign: the journey works, and anybody can verify with what is published.
class AlgorithmTest {
  private static final String ED25519_PREFIX = "302a300506032b6570032100";

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
  void a_token_is_verified_by_the_published_key_alone(String algorithm)
      throws GeneralSecurityException {
    try (TestServer server =
        TestServer.start(TestDatabase.SQLITE, Map.of("JWT_ALGORITHM", algorithm))) {
      Api api = server.api();
      Api.Pair pair = api.newcomer("ada@example.com");
      Jwt token = Jwt.of(pair.access());
      assertThat(token.headerJson().get("alg").stringValue()).isEqualTo(algorithm);
      JsonNode keys = api.get("/.well-known/jwks.json").expect(200).json().get("keys");
      assertThat(keys.size()).isEqualTo(1);
      JsonNode key = keys.get(0);
      assertThat(key.propertyNames()).doesNotContain("d", "p", "q", "dp", "dq", "qi", "k");
      assertThat(key.get("kid")).isEqualTo(token.headerJson().get("kid"));
      assertThat(key.get("use").stringValue()).isEqualTo("sig");
      assertThat(key.get("alg").stringValue()).isEqualTo(algorithm);
      assertThat(verifies(token, key)).isTrue();
      assertThat(verifies(token.withPayload("{}"), key)).isFalse();
      journey(api, pair);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
  void a_token_outlives_a_restart_and_is_known_on_another_node(String algorithm) {
    try (TestServer server =
        TestServer.start(TestDatabase.SQLITE, Map.of("JWT_ALGORITHM", algorithm))) {
      Api.Pair pair = server.api().newcomer("ada@example.com");
      try (TestServer another = server.anotherNode()) {
        another.api().me(pair.access()).expect(200);
        journey(another.api(), pair);
      }
    }
  }

  private static void journey(Api api, Api.Pair pair) {
    api.me(pair.access()).expect(200);
    for (Jwt forged : forgeries(Jwt.of(pair.access()))) {
      api.me(forged.text()).expect(401);
    }
    Api.Pair next = Api.pair(api.refresh(pair.refresh()));
    api.me(next.access()).expect(200);
    api.logout(next.access()).expect(200);
    api.me(next.access()).expect(401);
  }

  /// What the key of `genuine` never signed, with its algorithm and its name in the header.
  private static List<Jwt> forgeries(Jwt genuine) {
    String claims = genuine.claims().toString();
    String promoted = claims.replace("[\"user\"]", "[\"admin\"]");
    assertThat(promoted).isNotEqualTo(claims);
    byte[] first = Jwt.decode(genuine.signature());
    byte[] last = first.clone();
    first[0] ^= 1;
    last[last.length - 1] ^= 1;
    return List.of(
        genuine.withPayload(promoted),
        genuine.withSignature(first),
        genuine.withSignature(last),
        genuine.withSignature(Arrays.copyOf(last, last.length - 1)),
        genuine.withSignature(new byte[last.length]));
  }

  private static boolean verifies(Jwt token, JsonNode key) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (key.get("kty").stringValue()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSAinP1363Format";
              default -> "Ed25519";
            });
    signature.initVerify(publicKey(key));
    signature.update(token.input());
    return signature.verify(Jwt.decode(token.signature()));
  }

  /// RFC 7518 section 6, RFC 8037 section 2.
  private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
    return switch (key.get("kty").stringValue()) {
      case "RSA" ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
      case "EC" -> {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        yield KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(number(key, "x"), number(key, "y")),
                    curve.getParameterSpec(ECParameterSpec.class)));
      }
      default -> {
        String point = HexFormat.of().formatHex(Jwt.decode(key.get("x").stringValue()));
        byte[] encoded = HexFormat.of().parseHex(ED25519_PREFIX + point);
        yield KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      }
    };
  }

  private static BigInteger number(JsonNode key, String member) {
    return new BigInteger(1, Jwt.decode(key.get(member).stringValue()));
  }
}
