package dev.gatehouse.identity.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OtpAuthTest {
  private static final OtpAuth LINK = OtpAuth.of("JBSWY3DPEHPK3PXP", "A & B", "ada+1@example.com");
  private static final Pattern SQUARE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
  private static final int QUIET = 4;

  @Test
  void names_are_spelt_so_that_no_app_takes_them_for_parts_of_the_link() {
    assertThat(LINK.uri())
        .startsWith("otpauth://totp/A%20%26%20B:ada%2B1%40example.com?secret=JBSWY3DPEHPK3PXP&")
        .contains("&issuer=A%20%26%20B&");
  }

  @Test
  void the_picture_is_the_link_with_a_quiet_zone_around_it() {
    QrCode code = QrCode.encodeText(LINK.uri(), QrCode.Ecc.MEDIUM);
    Set<String> expected = new HashSet<>();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          expected.add((x + QUIET) + " " + (y + QUIET));
        }
      }
    }
    Set<String> drawn = new HashSet<>();
    for (Matcher square = SQUARE.matcher(LINK.qrSvg()); square.find(); ) {
      drawn.add(square.group(1) + " " + square.group(2));
    }
    int size = code.size + 2 * QUIET;
    assertThat(drawn).isEqualTo(expected);
    assertThat(LINK.qrSvg())
        .contains("viewBox=\"0 0 %d %d\"".formatted(size, size))
        .contains("d=\"M0 0h%dv%dH0z\"".formatted(size, size));
  }

  @Test
  void its_text_shows_no_secret() {
    assertThat(LINK.toString()).doesNotContain("JBSWY3DPEHPK3PXP").isNotEmpty();
  }
}
