package dev.gatehouse.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.interfaces.ECKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/// Certificates for `localhost` and 127.0.0.1, made by the JDK's own keytool.
public final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private Certificates() {}

  /// A certificate that signs itself.
  ///
  /// @param options of keytool, `-keyalg` for one; they win over the defaults
  public static Identity make(Path folder, String name, String... options) throws Exception {
    Path store = folder.resolve(UUID.randomUUID() + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "server", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
    command.addAll(List.of("-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1"));
    command.addAll(options.length == 0 ? List.of("-keyalg", "EC") : Arrays.asList(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore loaded = KeyStore.getInstance(store.toFile(), PASSWORD);
    return new Identity(
        loaded.getCertificate("server"), (PrivateKey) loaded.getKey("server", PASSWORD));
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
      own.setKeyEntry("server", key, PASSWORD, new Certificate[] {certificate});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(own, PASSWORD);
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
