package dev.gatehouse.platform.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A certificate chain with the key of its first certificate.
public final class TlsIdentity {
  private static final byte[] PROBE = {1, 2, 3};
  private static final char[] NO_PASSWORD = {};

  private final X509Certificate certificate;
  private final KeyStore store;

  private TlsIdentity(X509Certificate certificate, KeyStore store) {
    this.certificate = certificate;
    this.store = store;
  }

  /// @param pkcs8 the key
  static TlsIdentity of(List<X509Certificate> chain, byte[] pkcs8, Path keyFile)
      throws TlsException {
    X509Certificate own = chain.getFirst();
    requireChain(chain);
    try {
      PrivateKey key =
          KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (belong(own, key)) {
        return new TlsIdentity(own, store(chain, key));
      }
    } catch (GeneralSecurityException e) {
      throw stranger(keyFile, own, e);
    }
    throw stranger(keyFile, own, null);
  }

  /// The pair in memory, under an empty password.
  public KeyStore store() {
    return store;
  }

  public Instant expires() {
    return certificate.getNotAfter().toInstant();
  }

  /// What clients will complain of at that time, as a sentence; empty when nothing.
  public Optional<String> complaint(Instant now) {
    if (now.isAfter(expires())) {
      return Optional.of("The TLS certificate expired at " + expires());
    }
    Instant begins = certificate.getNotBefore().toInstant();
    return now.isBefore(begins)
        ? Optional.of("The TLS certificate is not valid before " + begins)
        : Optional.empty();
  }

  private static void requireChain(List<X509Certificate> chain) throws TlsException {
    for (int i = 1; i < chain.size(); i++) {
      try {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new TlsException(
            "the certificates are no chain: each has to be signed by the one after it", e);
      }
    }
  }

  private static boolean belong(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(PROBE);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(PROBE);
    return verifier.verify(signature);
  }

  private static KeyStore store(List<X509Certificate> chain, PrivateKey key) throws TlsException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException("the certificate cannot be used", e);
    }
  }

  private static TlsException stranger(
      Path keyFile, X509Certificate own, @Nullable Exception cause) {
    String sentence =
        "the key in %s does not belong to the certificate of %s"
            .formatted(keyFile, own.getSubjectX500Principal().getName());
    return cause == null ? new TlsException(sentence) : new TlsException(sentence, cause);
  }
}
