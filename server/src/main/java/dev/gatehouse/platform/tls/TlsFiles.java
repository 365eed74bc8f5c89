package dev.gatehouse.platform.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where a server's certificate chain and its private key stand.
///
/// @param certificates PEM (RFC 7468): the server's own certificate first, each signed by the next
/// @param key PEM: PKCS#8, PKCS#1 or SEC1, not encrypted
public record TlsFiles(Path certificates, Path key) {

  /// What the files hold now.
  ///
  /// @throws TlsException when a file cannot be read
  public Contents read() throws TlsException {
    return new Contents(
        bytes("certificate file", certificates), bytes("key file", key), certificates, key);
  }

  private static byte[] bytes(String what, Path file) throws TlsException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TlsException("the %s %s does not exist".formatted(what, file), e);
    } catch (IOException e) {
      throw new TlsException("the %s %s cannot be read".formatted(what, file), e);
    }
  }
}
