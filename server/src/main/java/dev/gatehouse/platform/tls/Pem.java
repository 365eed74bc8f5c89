package dev.gatehouse.platform.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// Reads PEM (RFC 7468). Whatever a file holds besides is passed over, as `openssl` does: text
/// before a block, the parameters before an EC key.
final class Pem {
  private Pem() {}

  static List<X509Certificate> certificates(byte[] text, Path file) throws TlsException {
    List<X509Certificate> chain = new ArrayList<>();
    for (PemObject block : blocks(text, file)) {
      if (block.getType().equals("CERTIFICATE")) {
        chain.add(certificate(block, file));
      }
    }
    if (chain.isEmpty()) {
      throw new TlsException(file + " holds no certificate in PEM");
    }
    return chain;
  }

  /// The key in PKCS#8 (RFC 5958), whichever of the three forms it was in.
  static byte[] key(byte[] text, Path file) throws TlsException {
    for (PemObject block : blocks(text, file)) {
      switch (block.getType()) {
        case "PRIVATE KEY" -> {
          return block.getContent();
        }
        case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
          return unencrypted(block, file);
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
        default -> {}
      }
    }
    throw new TlsException(file + " holds no private key in PEM");
  }

  /// PKCS#1 (RFC 8017 appendix A.1.2) or SEC1 (RFC 5915) within PKCS#8.
  private static byte[] unencrypted(PemObject block, Path file) throws TlsException {
    if (!block.getHeaders().isEmpty()) {
      throw encrypted(file);
    }
    try {
      return block.getType().startsWith("RSA")
          ? pkcs1(block.getContent())
          : sec1(block.getContent());
    } catch (IOException | RuntimeException e) {
      throw new TlsException(file + " holds a damaged private key", e);
    }
  }

  private static byte[] pkcs1(byte[] content) throws IOException {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(content)).getEncoded();
  }

  private static byte[] sec1(byte[] content) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(content);
    AlgorithmIdentifier curve =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
    return new PrivateKeyInfo(curve, key).getEncoded();
  }

  private static X509Certificate certificate(PemObject block, Path file) throws TlsException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.getContent()));
    } catch (CertificateException e) {
      throw new TlsException(file + " holds a damaged certificate", e);
    }
  }

  private static List<PemObject> blocks(byte[] text, Path file) throws TlsException {
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.ISO_8859_1))) {
      for (PemObject block = reader.readPemObject(); block != null; ) {
        blocks.add(block);
        block = reader.readPemObject();
      }
      return blocks;
    } catch (IOException | RuntimeException e) {
      throw new TlsException(file + " is damaged PEM", e);
    }
  }

  private static TlsException encrypted(Path file) {
    return new TlsException(file + " is encrypted; the server needs a key without a password");
  }
}
