package dev.gatehouse.identity.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /// The last six digits of RFC 6238 appendix B's values for SHA-1.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void the_vectors_of_the_rfc_hold(long second, String code) {
    assertThat(Totp.code(KEY, second / 30)).isEqualTo(code);
    assertThat(Totp.stepOf(KEY, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
  }

  @Test
  void one_step_of_drift_is_allowed_and_not_two() {
    String code = Totp.code(KEY, 100);
    assertThat(Totp.stepOf(KEY, code, Instant.ofEpochSecond(99 * 30))).hasValue(100);
    assertThat(Totp.stepOf(KEY, code, Instant.ofEpochSecond(101 * 30 + 29))).hasValue(100);
    assertThat(Totp.stepOf(KEY, code, Instant.ofEpochSecond(98 * 30 + 29))).isEmpty();
    assertThat(Totp.stepOf(KEY, code, Instant.ofEpochSecond(102 * 30))).isEmpty();
  }

  @Test
  void what_is_no_code_is_of_no_step() {
    for (String odd : new String[] {"", "12345", "1234567", "abcdef", "\u0661\u0662\u0663"}) {
      assertThat(Totp.stepOf(KEY, odd, Instant.ofEpochSecond(59))).isEmpty();
    }
  }
}
