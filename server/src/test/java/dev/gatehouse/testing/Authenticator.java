package dev.gatehouse.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An authenticator app (RFC 6238), written from the RFC and not with the server's own code.
public final class Authenticator {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;

  private final Clock clock;
  private final Runnable passStep;
  private final byte[] key;

  /// @param secret in base32, as the server shows it
  public Authenticator(TestServer server, String secret) {
    this(server.database().clock(), passing(server), secret);
  }

  /// One whose user can only wait.
  public Authenticator(Clock clock, String secret) {
    this(clock, () -> {}, secret);
  }

  private Authenticator(Clock clock, Runnable passStep, String secret) {
    this.clock = clock;
    this.passStep = passStep;
    this.key = decode(secret);
  }

  private static Runnable passing(TestServer server) {
    return () -> server.time().pass(Duration.ofSeconds(STEP_SECONDS));
  }

  /// The code of now.
  public String code() {
    return code(0);
  }

  /// The code of the step that lies so many after this one.
  public String code(int ahead) {
    long now = clock.instant().getEpochSecond();
    return at(now / STEP_SECONDS + ahead);
  }

  /// A code that was never used: half a minute passes.
  public String next() {
    passStep.run();
    return code();
  }

  /// A code that is none of those around now.
  public String wrong() {
    String[] near = {code(-2), code(-1), code(), code(1), code(2)};
    String[] candidates = {"000000", "111111", "222222", "333333", "444444", "555555"};
    return Arrays.stream(candidates)
        .filter(one -> !Arrays.asList(near).contains(one))
        .findFirst()
        .orElseThrow();
  }

  private String at(long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int truncated = ByteBuffer.wrap(digest).getInt(digest[19] & 0x0f) & 0x7fff_ffff;
      return String.format(Locale.ROOT, "%06d", truncated % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decode(String secret) {
    ByteBuffer bytes = ByteBuffer.allocate(secret.length() * 5 / 8);
    int buffer = 0;
    int held = 0;
    for (int i = 0; i < secret.length(); i++) {
      buffer = ((buffer << 5) | ALPHABET.indexOf(secret.charAt(i))) & 0xffff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (buffer >> held));
      }
    }
    return bytes.array();
  }
}
