package dev.gatehouse.identity.passwords;

import dev.gatehouse.platform.crypto.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The passwords that everybody tries first (NIST SP 800-63B section 3.1.1.2), as a filter: the
/// sorted beginnings of their SHA-256 hashes. Whole passwords, upper and lower case as they stand.
/// A password that is not on the list passes for one that is once in 30 million times. Where the
/// list comes from: docs/common-passwords.md.
final class CommonPasswords {
  private static final String FILE = "common-passwords.bin";
  private static final int HASH_BYTES = 5;
  private static final byte[] HASHES = read();

  private CommonPasswords() {}

  static boolean include(String password) {
    byte[] digest = Digests.sha256(password.getBytes(StandardCharsets.UTF_8));
    byte[] wanted = Arrays.copyOf(digest, HASH_BYTES);
    int low = 0;
    int high = HASHES.length / HASH_BYTES - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int from = middle * HASH_BYTES;
      int order = Arrays.compareUnsigned(HASHES, from, from + HASH_BYTES, wanted, 0, HASH_BYTES);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }

  static int count() {
    return HASHES.length / HASH_BYTES;
  }

  private static byte[] read() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
