package dev.gatehouse.identity.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Locale;

/// How access tokens are signed (RFC 7518 section 3.1, RFC 8037).
public enum SigningAlgorithm {
  HS256("HmacSHA256"),
  RS256("SHA256withRSA"),
  ES256("SHA256withECDSAinP1363Format"),
  EDDSA("Ed25519");

  private final String jca;

  SigningAlgorithm(String jca) {
    this.jca = jca;
  }

  /// The value of the `alg` header.
  public String headerValue() {
    return jws().getName();
  }

  JWSAlgorithm jws() {
    return switch (this) {
      case HS256 -> JWSAlgorithm.HS256;
      case RS256 -> JWSAlgorithm.RS256;
      case ES256 -> JWSAlgorithm.ES256;
      case EDDSA -> JWSAlgorithm.EdDSA;
    };
  }

  /// The name of the signature in the Java Cryptography Architecture.
  String jca() {
    return jca;
  }

  /// The algorithm called `name`, in any case.
  ///
  /// @throws IllegalArgumentException for anything but `HS256`, `RS256`, `ES256` and `EdDSA`
  public static SigningAlgorithm of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
