package dev.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser and an authenticator that hold one key, and say whatever a test wants them to: the
/// fields are what they say next.
public final class SoftPasskey {
  public static final int UP = 0x01;
  public static final int UV = 0x04;
  public static final int BE = 0x08;
  public static final int BS = 0x10;
  private static final int AT = 0x40;

  /// The names of the format and of the statement in an attestation object, in CBOR.
  public static final String FMT = "63666d74";

  public static final String ATT_STMT = "6761747453746d74";
  private static final JsonMapper JSON = new JsonMapper();

  /// What the authenticator says of the user and of the key.
  public int flags = UP | UV;

  /// How often the key has signed.
  public long count = 1;

  public String origin;
  public String rpId;
  public boolean crossOrigin;
  public @Nullable String topOrigin;
  public @Nullable String type;
  public @Nullable String challenge;

  /// What the user is known by, once the key is registered.
  public byte @Nullable [] userHandle;

  public byte[] id = random(32);

  /// How many bytes an RSA key states its modulus with.
  public int modulusBytes = 256;

  /// The make that the authenticator states.
  public byte[] aaguid = new byte[16];

  /// What stands before the data in an attestation object, in CBOR. Usually that nothing attests
  /// it.
  public byte[] statement = hex("a3" + FMT + "646e6f6e65" + ATT_STMT + "a0");

  private final Algorithm algorithm;
  private final KeyPair keys;

  public SoftPasskey(String origin, String rpId) {
    this(origin, rpId, Algorithm.ES256);
  }

  public SoftPasskey(String origin, String rpId, Algorithm algorithm) {
    this(origin, rpId, algorithm, newKeys(algorithm));
  }

  private SoftPasskey(String origin, String rpId, Algorithm algorithm, KeyPair keys) {
    this.origin = origin;
    this.rpId = rpId;
    this.algorithm = algorithm;
    this.keys = keys;
  }

  /// The same key, in the hands of somebody else.
  public SoftPasskey copy() {
    SoftPasskey copy = new SoftPasskey(origin, rpId, algorithm, keys);
    copy.flags = flags;
    copy.count = count;
    copy.userHandle = userHandle;
    copy.id = id;
    return copy;
  }

  private static KeyPair newKeys(Algorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.generator);
      switch (algorithm) {
        case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
        case RS256 -> generator.initialize(2048);
        case EDDSA -> {}
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// `RegistrationResponseJSON` for these creation options.
  public Map<String, Object> create(JsonNode options) {
    userHandle = decode(options.at("/user/id").stringValue());
    byte[] client = clientData("webauthn.create", options);
    byte[] authData = concat(head(flags | AT), aaguid, shortOf(id.length), id, coseKey());
    byte[] attestation = concat(statement, text("authData"), bytes(authData));
    return credential(
        Map.of(
            "clientDataJSON", encode(client),
            "attestationObject", encode(attestation),
            "transports", List.of("internal", "hybrid")));
  }

  /// `AuthenticationResponseJSON` for these request options.
  public Map<String, Object> get(JsonNode options) {
    byte[] client = clientData("webauthn.get", options);
    byte[] authData = head(flags);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("clientDataJSON", encode(client));
    response.put("authenticatorData", encode(authData));
    response.put("signature", encode(sign(concat(authData, sha256(client)))));
    if (userHandle != null) {
      response.put("userHandle", encode(userHandle));
    }
    return credential(response);
  }

  private Map<String, Object> credential(Map<String, Object> response) {
    return Map.of(
        "id", encode(id), "rawId", encode(id), "type", "public-key", "response", response);
  }

  private byte[] clientData(String usual, JsonNode options) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", type == null ? usual : type);
    data.put("challenge", challenge == null ? options.get("challenge").stringValue() : challenge);
    data.put("origin", origin);
    data.put("crossOrigin", crossOrigin);
    if (topOrigin != null) {
      data.put("topOrigin", topOrigin);
    }
    return JSON.writeValueAsBytes(data);
  }

  private byte[] head(int said) {
    byte[] rest = ByteBuffer.allocate(5).put((byte) said).putInt((int) count).array();
    return concat(sha256(rpId.getBytes(StandardCharsets.UTF_8)), rest);
  }

  private byte[] coseKey() {
    return switch (keys.getPublic()) {
      case ECPublicKey key when algorithm == Algorithm.ES256 ->
          concat(hex("a5010203262001"), coordinates(key, 32));
      case ECPublicKey key -> concat(hex("a501020338222002"), coordinates(key, 48));
      case EdECPublicKey key -> {
        byte[] y = reversed(fixed(key.getPoint().getY(), 32));
        if (key.getPoint().isXOdd()) {
          y[31] |= (byte) 0x80;
        }
        yield concat(hex("a4010103272006"), hex("21"), bytes(y));
      }
      case RSAPublicKey key ->
          concat(
              hex("a401030339010020"),
              bytes(fixed(key.getModulus(), modulusBytes)),
              hex("21"),
              bytes(key.getPublicExponent().toByteArray()));
      default -> throw new IllegalStateException();
    };
  }

  private static byte[] coordinates(ECPublicKey key, int length) {
    return concat(
        hex("21"),
        bytes(fixed(key.getW().getAffineX(), length)),
        hex("22"),
        bytes(fixed(key.getW().getAffineY(), length)));
  }

  private byte[] sign(byte[] data) {
    try {
      Signature signature = Signature.getInstance(algorithm.signature);
      signature.initSign(keys.getPrivate());
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] out = new byte[length];
    int used = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - used, out, length - used, used);
    return out;
  }

  private static byte[] reversed(byte[] bytes) {
    for (int i = 0; i < bytes.length / 2; i++) {
      byte kept = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = kept;
    }
    return bytes;
  }

  private static byte[] shortOf(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }

  /// A CBOR text of fewer than 24 bytes.
  private static byte[] text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return concat(new byte[] {(byte) (0x60 | utf8.length)}, utf8);
  }

  /// A CBOR byte string.
  private static byte[] bytes(byte[] content) {
    byte[] head =
        content.length < 24
            ? new byte[] {(byte) (0x40 | content.length)}
            : content.length < 256
                ? new byte[] {0x58, (byte) content.length}
                : concat(new byte[] {0x59}, shortOf(content.length));
    return concat(head, content);
  }

  private static byte[] hex(String hex) {
    return java.util.HexFormat.of().parseHex(hex);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  /// How a key signs.
  public enum Algorithm {
    ES256("EC", "SHA256withECDSA"),
    ES384("EC", "SHA384withECDSA"),
    EDDSA("Ed25519", "Ed25519"),
    RS256("RSA", "SHA256withRSA");

    private final String generator;
    private final String signature;

    Algorithm(String generator, String signature) {
      this.generator = generator;
      this.signature = signature;
    }
  }
}
