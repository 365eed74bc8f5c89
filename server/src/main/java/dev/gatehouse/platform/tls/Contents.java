package dev.gatehouse.platform.tls;

import java.nio.file.Path;
import java.util.Arrays;

/// The bytes of both files at one moment.
public final class Contents {
  private final byte[] certificates;
  private final byte[] key;
  private final Path certificateFile;
  private final Path keyFile;

  Contents(byte[] certificates, byte[] key, Path certificateFile, Path keyFile) {
    this.certificates = certificates;
    this.key = key;
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
  }

  /// Whether both files hold the same as then.
  public boolean sameAs(Contents other) {
    return Arrays.equals(certificates, other.certificates) && Arrays.equals(key, other.key);
  }

  /// The certificate and the key, checked against one another.
  ///
  /// @throws TlsException when they are no pair, or no PEM
  public TlsIdentity identity() throws TlsException {
    return TlsIdentity.of(
        Pem.certificates(certificates, certificateFile), Pem.key(key, keyFile), keyFile);
  }
}
