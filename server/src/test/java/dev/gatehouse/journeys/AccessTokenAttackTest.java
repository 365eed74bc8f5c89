package dev.gatehouse.journeys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Jwt;
import dev.gatehouse.testing.OnSqlite;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Row 11: what verifiers of JWTs have fallen for, tried on a server that signs with ES256.
@OnSqlite
class AccessTokenAttackTest extends Journey {

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "none ", "", "HS256", "HS512", "ES384"})
  void another_algorithm_in_the_header_opens_nothing(String algorithm) {
    Jwt token = Jwt.of(newcomer().access());
    Jwt changed = token.withHeader(header(algorithm, kid(token), ""));
    refused(changed.text());
    refused(new Jwt(changed.header(), changed.payload(), "").text());
    refused(changed.header() + "." + changed.payload());
    refused(changed.withSignature(new byte[64]).text());
  }

  @Test
  void a_header_without_an_algorithm_opens_nothing() {
    Jwt token = Jwt.of(newcomer().access());
    refused(token.withHeader("{\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(kid(token))).text());
  }

  @Test
  void the_public_key_is_no_secret_for_hs256() throws Exception {
    Jwt token = Jwt.of(newcomer().access());
    ECKey key = publicKey();
    byte[] der = key.toECPublicKey().getEncoded();
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
    String jwks = api.get("/.well-known/jwks.json").body();
    List<byte[]> secrets =
        List.of(
            der,
            utf8(pem),
            utf8(pem + "\n"),
            utf8(key.toJSONString()),
            utf8(jwks),
            key.getX().decode(),
            utf8(key.getX().toString()),
            new byte[1]);
    Jwt forged = token.withHeader(header("HS256", kid(token), ""));
    for (byte[] secret : secrets) {
      refused(forged.withSignature(Digests.hmac(secret, forged.input())).text());
    }
  }

  @Test
  void a_key_that_comes_with_the_token_is_not_looked_at() throws Exception {
    Jwt token = Jwt.of(newcomer().access());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var own = generator.generateKeyPair();
    String jwk =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) own.getPublic())
            .keyID(kid(token))
            .build()
            .toJSONString();
    for (String more :
        List.of(
            ",\"jwk\":" + jwk,
            ",\"jku\":\"http://127.0.0.1:%d/mine.json\"".formatted(server.port()),
            ",\"x5u\":\"http://127.0.0.1:%d/mine.pem\"".formatted(server.port()),
            ",\"x5c\":[\"MIIB\"]",
            "")) {
      for (String kid :
          List.of(kid(token), "mine", "../../etc/passwd", "' OR '1'='1", "", "\\u0000")) {
        Jwt forged = token.withHeader(header("ES256", kid, more));
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(own.getPrivate());
        signer.update(forged.input());
        refused(forged.withSignature(signer.sign()).text());
      }
    }
  }

  @Test
  void a_changed_header_or_payload_loses_its_signature() {
    Api.Pair pair = newcomer();
    Jwt token = Jwt.of(pair.access());
    Jwt other = Jwt.of(newcomer().access());
    refused(new Jwt(token.header(), other.payload(), token.signature()).text());
    String claims = new String(Jwt.decode(token.payload()), StandardCharsets.UTF_8);
    refused(token.withPayload(claims.replace("\"user\"", "\"admin\"")).text());
    refused(token.withPayload(claims + " ").text());
    refused(token.withHeader(header("ES256", kid(token), ",\"crit\":[\"exp\"]")).text());
    refused(
        token.withHeader(header("ES256", kid(token), ",\"b64\":false,\"crit\":[\"b64\"]")).text());
  }

  @Test
  void a_signature_in_another_form_is_refused() throws JOSEException {
    Jwt token = Jwt.of(newcomer().access());
    byte[] signature = Jwt.decode(token.signature());
    refused(token.withSignature(ECDSA.transcodeSignatureToDER(signature)).text());
    refused(token.withSignature(new byte[64]).text());
    refused(token.withSignature(Arrays.copyOf(signature, 63)).text());
    refused(token.withSignature(Arrays.copyOf(signature, 65)).text());
    refused(new Jwt(token.header(), token.payload(), "").text());
  }

  @Test
  void every_seventh_character_matters() {
    String token = newcomer().access();
    for (int i = 0; i < token.length(); i += 7) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      refused(token.substring(0, i) + other + token.substring(i + 1));
      refused(token.substring(0, i));
    }
    recognised(token);
  }

  @Test
  void a_token_is_one_text_and_no_other() {
    String token = newcomer().access();
    for (String odd :
        List.of(
            token + "A",
            token + "=",
            token + ".",
            token + "..",
            "." + token,
            token + "%20",
            token.replace('.', ','),
            token + " " + token,
            token.replaceFirst("\\.", ".."),
            token + "\u00e9")) {
      refused(odd);
    }
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      String other = token.substring(0, token.length() - 1) + alphabet.charAt(i);
      if (!other.equals(token)) {
        refused(other);
      }
    }
    recognised(token);
  }

  @Test
  void a_token_that_differs_in_case_alone_is_another_even_on_the_same_connection() {
    String token = newcomer().access();
    int at = token.length() - 20;
    while (!Character.isLetter(token.charAt(at))) {
      at++;
    }
    char letter = token.charAt(at);
    char other =
        Character.isLowerCase(letter)
            ? Character.toUpperCase(letter)
            : Character.toLowerCase(letter);
    String changed = token.substring(0, at) + other + token.substring(at + 1);
    for (int i = 0; i < 3; i++) {
      recognised(token);
      refused(changed);
    }
  }

  @Test
  void monsters_are_refused_and_break_nothing() {
    String deep = "{\"kid\":" + "[".repeat(4000) + "]".repeat(4000) + "}";
    Jwt token = Jwt.of(newcomer().access());
    refused(token.withHeader(deep).text());
    refused(token.withHeader("{\"a\":".repeat(1000) + "1" + "}".repeat(1000)).text());
    refused(token.withPayload(deep).text());
    refused("A".repeat(9000) + "." + token.payload() + "." + token.signature());
    refused(".".repeat(8000));
    for (String odd :
        List.of(
            "null",
            "[]",
            "1",
            "\"x\"",
            "{",
            "",
            "{\"alg\":1}",
            "{\"alg\":null}",
            "{\"alg\":\"ES256\",\"kid\":{}}",
            "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":5}",
            "\u0000")) {
      refused(token.withHeader(odd).text());
      refused(token.withPayload(odd).text());
    }
  }

  @Test
  void a_token_of_another_gatehouse_is_refused() {
    try (TestServer foreign = TestServer.start(TestDatabase.SQLITE)) {
      String email = newEmail();
      Api.Pair pair = foreign.api().newcomer(email);
      refused(pair.access());
      api.refresh(pair.refresh()).expectProblem(401, "Invalid token");
    }
  }

  private void refused(String token) {
    api.me(token).expectProblem(401, "Invalid credentials");
  }

  private void recognised(String token) {
    api.me(token).expect(200);
  }

  private ECKey publicKey() throws ParseException {
    return JWKSet.parse(api.get("/.well-known/jwks.json").body()).getKeys().getFirst().toECKey();
  }

  private static String kid(Jwt token) {
    return token.headerJson().get("kid").stringValue();
  }

  private static String header(String algorithm, String kid, String more) {
    return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"at+jwt\"%s}".formatted(algorithm, kid, more);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
