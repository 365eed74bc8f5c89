package dev.gatehouse.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates that sign themselves.
public final class Certificates {
  private static final Duration BEGUN = Duration.ofHours(1);

  private Certificates() {}

  /// For `localhost` and 127.0.0.1, with an EC key.
  public static Identity localhost() throws Exception {
    return localhost("EC", 256);
  }

  /// For `localhost` and 127.0.0.1.
  ///
  /// @param algorithm `RSA`, `EC` or `Ed25519`
  public static Identity localhost(String algorithm, int size) throws Exception {
    return make("localhost", keys(algorithm, size), Instant.now().minus(BEGUN));
  }

  /// For `localhost` and 127.0.0.1, a week too old.
  public static Identity expired() throws Exception {
    return make("localhost", keys("EC", 256), Instant.now().minus(Duration.ofDays(9)));
  }

  /// For a host of this name.
  public static Identity of(String host) throws Exception {
    return make(host, keys("EC", 256), Instant.now().minus(BEGUN));
  }

  /// Valid for two days from `begin`.
  private static Identity make(String host, KeyPair keys, Instant begin) throws Exception {
    X500Name name = new X500Name("CN=" + host);
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, host));
    if (host.equals("localhost")) {
      names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }
    X509v3CertificateBuilder certificate =
        new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(64, new SecureRandom()).setBit(0),
                Date.from(begin),
                Date.from(begin.plus(Duration.ofDays(2))),
                name,
                keys.getPublic())
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.toArray(GeneralName[]::new)));
    ContentSigner signer = new JcaContentSignerBuilder(signature(keys)).build(keys.getPrivate());
    return new Identity(
        new JcaX509CertificateConverter().getCertificate(certificate.build(signer)),
        keys.getPrivate());
  }

  private static KeyPair keys(String algorithm, int size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }

  private static String signature(KeyPair keys) {
    return switch (keys.getPrivate().getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }

  public static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
  }

  /// A certificate and its key.
  public record Identity(Certificate certificate, PrivateKey key) {

    public String certificatePem() throws GeneralSecurityException {
      return pem("CERTIFICATE", certificate.getEncoded());
    }

    /// PKCS#8.
    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }

    /// PKCS#1 or SEC1, as older tools write keys.
    public String oldKeyPem() throws IOException {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
      if (key.getAlgorithm().equals("RSA")) {
        return pem("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
      }
      var curve = info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive();
      int bits = ((ECKey) key).getParams().getOrder().bitLength();
      var number = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
      return pem("EC PARAMETERS", curve.getEncoded())
          + pem("EC PRIVATE KEY", new ECPrivateKey(bits, number, curve).getEncoded());
    }

    /// What trusts this certificate and no other.
    public SSLContext trusting() throws Exception {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", certificate);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), new SecureRandom());
      return context;
    }

    /// What shows this certificate to clients.
    public SSLContext showing() throws Exception {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry("server", key, new char[0], new Certificate[] {certificate});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, new SecureRandom());
      return context;
    }

    public void write(Path certificateFile, Path keyFile) throws Exception {
      Files.writeString(certificateFile, certificatePem());
      Files.writeString(keyFile, keyPem());
    }
  }
}
