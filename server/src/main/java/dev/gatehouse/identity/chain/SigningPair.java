package dev.gatehouse.identity.chain;

import dev.gatehouse.platform.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An Ed25519 key for checkpoints (RFC 8032), which are compact JWS (RFC 7515) with `EdDSA` (RFC
/// 8037).
///
/// @param secret null where only the public half is known
record SigningPair(String id, PublicKey open, @Nullable PrivateKey secret) {
  static final String TYPE = "gatehouse-audit-checkpoint+jws";

  private static final String ALGORITHM = "Ed25519";

  /// RFC 8410 section 4: what stands before the 32 bytes of a public key.
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int PUBLIC_BYTES = PUBLIC_PREFIX.length + 32;

  static SigningPair generate(String id) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new SigningPair(id, pair.getPublic(), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK can't make an Ed25519 key", e);
    }
  }

  /// Both halves, as [#encoded] gave them.
  static SigningPair decode(String id, byte[] encoded) {
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      byte[] open = Arrays.copyOf(encoded, PUBLIC_BYTES);
      byte[] secret = Arrays.copyOfRange(encoded, PUBLIC_BYTES, encoded.length);
      return new SigningPair(
          id,
          factory.generatePublic(new X509EncodedKeySpec(open)),
          factory.generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the audit key " + id + " is damaged", e);
    }
  }

  /// The public half of a JSON Web Key (RFC 8037 section 2).
  static Optional<SigningPair> ofJwk(JsonNode jwk) {
    try {
      byte[] point = Base64.getUrlDecoder().decode(jwk.path("x").asString(""));
      byte[] open =
          ByteBuffer.allocate(PUBLIC_PREFIX.length + point.length)
              .put(PUBLIC_PREFIX)
              .put(point)
              .array();
      return Optional.of(
          new SigningPair(
              jwk.path("kid").asString(""),
              KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(open)),
              null));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  byte[] encoded() {
    byte[] open = open().getEncoded();
    byte[] hidden = secretKey().getEncoded();
    return ByteBuffer.allocate(open.length + hidden.length).put(open).put(hidden).array();
  }

  String publicJwk() {
    byte[] encoded = open().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
    return new String(
        Json.write(new Jwk("OKP", "Ed25519", id, "sig", "EdDSA", base64(point))),
        StandardCharsets.UTF_8);
  }

  String sign(byte[] payload) {
    String header = base64(Json.write(new Header("EdDSA", id, TYPE)));
    String signed = header + "." + base64(payload);
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secretKey());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 did not sign", e);
    }
  }

  boolean verifies(String signed, byte[] signatureBytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(open);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signature.verify(signatureBytes);
    } catch (GeneralSecurityException e) {
      return false; // a signature of the wrong length throws
    }
  }

  private PrivateKey secretKey() {
    if (secret == null) {
      throw new IllegalStateException("only the public half of this key is known");
    }
    return secret;
  }

  @Override
  public String toString() {
    return "SigningPair[" + id + "]";
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private record Jwk(String kty, String crv, String kid, String use, String alg, String x) {}

  private record Header(String alg, String kid, String typ) {}
}
