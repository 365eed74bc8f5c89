package dev.gatehouse.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A compact JWS taken apart without a library, as an attacker does.
public record Jwt(String header, String payload, String signature) {
  private static final JsonMapper JSON = new JsonMapper();

  public static Jwt of(String token) {
    String[] parts = token.split("\\.", -1);
    return new Jwt(parts[0], parts[1], parts[2]);
  }

  public JsonNode headerJson() {
    return JSON.readTree(decode(header));
  }

  public JsonNode claims() {
    return JSON.readTree(decode(payload));
  }

  public Jwt withHeader(String json) {
    return new Jwt(encode(json), payload, signature);
  }

  public Jwt withPayload(String json) {
    return new Jwt(header, encode(json), signature);
  }

  public Jwt withSignature(byte[] bytes) {
    return new Jwt(header, payload, encode(bytes));
  }

  /// What a signature is made over.
  public byte[] input() {
    return (header + "." + payload).getBytes(StandardCharsets.US_ASCII);
  }

  public String text() {
    return header + "." + payload + "." + signature;
  }

  public static byte[] decode(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  public static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
