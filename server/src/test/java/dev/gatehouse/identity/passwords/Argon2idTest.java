package dev.gatehouse.identity.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passwords.HashKind.Match;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {
  private static final String SALT_AND_DIGEST =
      "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

  private final Argon2id argon2id = Argon2id.RECOMMENDED;
  private final byte[] password = "password".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      })
  void the_vectors_of_the_reference_implementation_are_verified(String hash) {
    assertThat(argon2id.match(hash, password)).isEqualTo(Match.RIGHT_BUT_OUTDATED);
    assertThat(argon2id.match(hash, "passwore".getBytes(UTF_8))).isEqualTo(Match.WRONG);
  }

  @Test
  void a_new_hash_is_a_phc_string_with_the_recommended_parameters() {
    String hash = argon2id.hash(password, new SecureRandom());
    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(argon2id.match(hash, password)).isEqualTo(Match.RIGHT);
    assertThat(argon2id.dummy(new SecureRandom())).hasSameSizeAs(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=65537,t=1,p=1",
        "m=2097152,t=1,p=1",
        "m=9999999,t=1,p=1",
        "m=99999999999,t=1,p=1",
        "m=256,t=17,p=1",
        "m=256,t=9999999,p=1",
        "m=256,t=2,p=17",
        "m=15,t=2,p=2",
        "m=7,t=2,p=1",
        "m=0,t=2,p=1",
        "m=256,t=0,p=1",
        "m=256,t=2,p=0",
        "m=0256,t=2,p=1",
        "m=-1,t=2,p=1",
        "t=2,m=256,p=1",
        "m=256,t=2,p=1,keyid=AA",
      })
  void parameters_beyond_the_bounds_cost_nothing(String parameters) {
    assertThat(argon2id.match("$argon2id$v=19$" + parameters + SALT_AND_DIGEST, password))
        .isEqualTo(Match.UNTRIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$",
        "$argon2id$v=19$m=256,t=2,p=1$",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\n",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQxx$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPn",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
        "$argon2id$v=19$m=256,t=2,p=1$$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      })
  void a_malformed_hash_is_not_even_tried(String hash) {
    assertThat(argon2id.match(hash, password)).isEqualTo(Match.UNTRIED);
  }
}
