package dev.gatehouse.identity.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passwords.HashKind.Match;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptTest {
  private final Bcrypt bcrypt = new Bcrypt(4);
  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @MethodSource("vectors")
  void a_hash_that_c_made_is_verified(String hex, String hash) {
    byte[] password = hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    boolean tooLongForOurs = password.length > 72 && hash.startsWith("$2b$");
    assertThat(bcrypt.match(hash, password))
        .isEqualTo(
            tooLongForOurs
                ? Match.UNTRIED
                : hash.charAt(5) == '4' ? Match.RIGHT : Match.RIGHT_BUT_OUTDATED);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a_password_that_differs_in_one_bit_is_wrong(String hex, String hash) {
    byte[] password = hex.equals("-") ? new byte[] {1} : HexFormat.of().parseHex(hex);
    password[password.length / 2] ^= (byte) (password[password.length / 2] == 1 ? 2 : 1);
    assertThat(bcrypt.match(hash, password)).isIn(Match.WRONG, Match.UNTRIED);
  }

  @Test
  void a_new_hash_is_2b_at_the_cost_of_the_settings_and_salted() {
    String hash = bcrypt.hash("Test1234".getBytes(UTF_8), random);
    assertThat(hash).matches("\\$2b\\$04\\$[./A-Za-z0-9]{53}");
    assertThat(bcrypt.hash("Test1234".getBytes(UTF_8), random)).isNotEqualTo(hash);
    assertThat(bcrypt.match(hash, "Test1234".getBytes(UTF_8))).isEqualTo(Match.RIGHT);
    assertThat(new Bcrypt(5).match(hash, "Test1234".getBytes(UTF_8)))
        .isEqualTo(Match.RIGHT_BUT_OUTDATED);
  }

  @Test
  void the_first_72_bytes_of_a_longer_password_do_not_open_what_was_made_here() {
    byte[] longest = "p".repeat(72).getBytes(UTF_8);
    String hash = bcrypt.hash(longest, random);
    assertThat(bcrypt.match(hash, longest)).isEqualTo(Match.RIGHT);
    assertThat(bcrypt.match(hash, "p".repeat(73).getBytes(UTF_8))).isEqualTo(Match.UNTRIED);
  }

  @Test
  void a_carried_over_hash_of_a_cut_password_still_takes_the_whole_one() {
    String hash = "$2y" + bcrypt.hash("p".repeat(72).getBytes(UTF_8), random).substring(3);
    assertThat(bcrypt.match(hash, "p".repeat(90).getBytes(UTF_8))).isEqualTo(Match.RIGHT);
    assertThat(bcrypt.match(hash, "p".repeat(71).getBytes(UTF_8))).isEqualTo(Match.WRONG);
  }

  @Test
  void a_nul_neither_ends_a_password_nor_is_hashed() {
    String hash = bcrypt.hash("secret".getBytes(UTF_8), random);
    assertThat(bcrypt.match(hash, "secret\0more".getBytes(UTF_8))).isEqualTo(Match.UNTRIED);
    assertThat(bcrypt.accepts("secret\0".getBytes(UTF_8))).isFalse();
    assertThat(bcrypt.accepts("p".repeat(73).getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2",
        "$2b$",
        "$2b$04$",
        "$2b$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2b$17$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2b$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2b$5$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeWW",
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe+",
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n",
      })
  void a_malformed_or_unaffordable_hash_is_not_even_tried(String hash) {
    assertThat(bcrypt.match(hash, "U*U".getBytes(UTF_8))).isEqualTo(Match.UNTRIED);
  }

  @Test
  void a_dummy_has_the_form_of_a_new_hash() {
    assertThat(new Bcrypt(11).dummy(random)).matches("\\$2b\\$11\\$[./A-Za-z0-9]{53}");
  }

  static Stream<Arguments> vectors() throws IOException {
    try (InputStream file = BcryptTest.class.getResourceAsStream("bcrypt-vectors.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .map(parts -> Arguments.of(parts[0], parts[1]));
    }
  }
}
