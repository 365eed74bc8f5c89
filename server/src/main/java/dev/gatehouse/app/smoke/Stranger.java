package dev.gatehouse.app.smoke;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/// Somebody whom no server knows yet.
record Stranger(String email, String password) {
  static Stranger make(Steps steps) {
    Stranger made =
        new Stranger("smoke-test-" + randomHex() + "@example.com", "Sm0ke-" + randomHex());
    steps.conceal(made.password);
    return made;
  }

  Map<String, String> credentials() {
    return Map.of("email", email, "password", password);
  }

  Map<String, String> wrongCredentials() {
    return Map.of("email", email, "password", "Wrong-" + password);
  }

  /// What `/api/auth/register` takes.
  Map<String, String> registration() {
    return Map.of("email", email, "password", password, "name", "Smoke Test");
  }

  @Override
  public String toString() {
    return email;
  }

  private static String randomHex() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
