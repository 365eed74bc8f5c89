package dev.gatehouse.identity.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passwords.PasswordHasher.Carried;
import dev.gatehouse.identity.passwords.PasswordHasher.Verdict;
import dev.gatehouse.platform.crypto.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignHashTest {
  private static final String FIREBASE_SIGNER_KEY =
      "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";

  private final PasswordHasher hasher =
      new PasswordHasher(HashSettings.bcrypt(4), new SecureRandom());

  @ParameterizedTest
  @MethodSource("vectors")
  void a_hash_that_another_backend_made_opens_for_its_password_and_asks_to_be_made_anew(
      String password, String foreign) {
    PasswordHash stored = carried(foreign);
    assertThat(hasher.verify(stored, new Secret(password))).isEqualTo(Verdict.RIGHT_NEEDS_REHASH);
    assertThat(hasher.verify(stored, new Secret(password + "x"))).isEqualTo(Verdict.WRONG);
    assertThat(hasher.verify(stored, new Secret(""))).isEqualTo(Verdict.WRONG);
    assertThat(stored.encoded()).hasSizeLessThanOrEqualTo(255);
    assertThat(carried(stored.encoded())).isEqualTo(stored);
  }

  @Test
  void of_a_firebase_hash_the_signer_key_is_not_kept() {
    String kept =
        carried(
                "$firebase-scrypt$ln=14,r=8$42xEC+ixf3L2lw==$Bw==$%s$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=="
                    .formatted(FIREBASE_SIGNER_KEY))
            .encoded();
    assertThat(kept).startsWith("$firebase-scrypt$ln=14,r=8$").doesNotContain("jxspr8Ki");
    assertThat(kept.chars().filter(c -> c == '$')).hasSize(4);
  }

  @Test
  void django_prefixes_are_taken_off() {
    String argon2 =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assertThat(carried("argon2" + argon2).encoded()).isEqualTo(argon2);
    String bcrypt = hasher.hash(new Secret("Test1234")).encoded();
    assertThat(carried("bcrypt$" + bcrypt).encoded()).isEqualTo(bcrypt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pbkdf2_sha256$4000001$seasalt$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "$pbkdf2-sha256$999999999$c2FsdHNhbHQ$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "pbkdf2:sha256:4000001$salt$000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "scrypt:131072:8:1$salt$%s",
        "scrypt:65536:8:3$salt$%s",
        "scrypt:2:8:9999999$salt$%s",
        "scrypt:2:9999999:1$salt$%s",
        "$firebase-scrypt$ln=17,r=8$c2FsdA$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "$5$rounds=1000001$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8",
        "$5$rounds=999999999$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8",
        "$argon2i$v=19$m=65537,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        "$argon2d$v=19$m=256,t=999999999,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        "$argon2id$v=19$m=4194304,t=3,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$2b$17$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
      })
  void what_would_cost_too_much_is_refused_at_the_door_and_never_computed(String hash) {
    String whole = hash.formatted("0".repeat(128));
    assertThat(refused(whole)).startsWith("costs more than is verified here: at most ");
    assertThat(hasher.verify(new PasswordHash(whole), new Secret("p"))).isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pbkdf2_sha256$0$seasalt$AAAA | is no well-formed PBKDF2 hash",
        "pbkdf2_sha256$1000$seasalt$!!!! | is no well-formed PBKDF2 hash",
        "pbkdf2_sha256$1000$seasalt$AAECAwQF | is no well-formed PBKDF2 hash",
        "pbkdf2_md5$1000$seasalt$AAECAwQF | is no well-formed PBKDF2 hash",
        "$pbkdf2-sha512$1000$c2FsdA$AAECAwQF | is no well-formed PBKDF2 hash",
        "pbkdf2:sha256$salt$00 | is no well-formed PBKDF2 hash",
        "scrypt:3:8:1$salt$00 | is no well-formed scrypt hash",
        "scrypt:0:8:1$salt$00 | is no well-formed scrypt hash",
        "$firebase-scrypt$ln=14,r=8$AA$AA | is no well-formed Firebase scrypt hash",
        "$5$rounds=999$salt$x | is no well-formed SHA-crypt hash",
        "$6$salt$short | is no well-formed SHA-crypt hash",
        "$argon2i$v=19$m=7,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8"
            + " | is no well-formed argon2 hash",
        "$2b$04$short | is no well-formed bcrypt hash",
        "$argon2id$v=19$m=1 | is no well-formed argon2 hash",
        "$1$salt$md5 | is of no kind that is known here",
        "5f4dcc3b5aa765d61d8327deb882cf99 | is of no kind that is known here",
        "'' | is of no kind that is known here",
      })
  void what_is_no_hash_is_refused_with_the_reason(String hash, String detail) {
    assertThat(refused(hash)).isEqualTo(detail);
    assertThat(hasher.verify(new PasswordHash(hash), new Secret("p"))).isEqualTo(Verdict.WRONG);
  }

  @Test
  void what_is_longer_than_the_column_is_refused() {
    assertThat(refused("x".repeat(256))).isEqualTo("is longer than 255 characters");
  }

  @Test
  void no_damaged_hash_opens_or_throws() throws IOException {
    Random seeded = new Random(20_27);
    List<Arguments> vectors =
        vectors().filter(vector -> !text(vector).contains("scrypt:32768")).toList();
    for (int i = 0; i < 600; i++) {
      Arguments vector = vectors.get(i % vectors.size());
      StringBuilder damaged = new StringBuilder(text(vector));
      int at = seeded.nextInt(damaged.length());
      switch (seeded.nextInt(3)) {
        case 0 -> damaged.setLength(at);
        case 1 -> damaged.setCharAt(at, (char) (33 + seeded.nextInt(90)));
        default -> damaged.insert(at, "$9,=\0é".charAt(seeded.nextInt(6)));
      }
      PasswordHash stored = new PasswordHash(damaged.toString());
      assertThat(hasher.verify(stored, new Secret("not the one"))).isEqualTo(Verdict.WRONG);
      assertThat(hasher.carry(damaged.toString())).isNotNull();
    }
  }

  static Stream<Arguments> vectors() throws IOException {
    try (InputStream file = ForeignHashTest.class.getResourceAsStream("foreign-vectors.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .map(parts -> Arguments.of(parts[0], parts[1]));
    }
  }

  private static String text(Arguments vector) {
    return String.valueOf(vector.get()[1]);
  }

  private PasswordHash carried(String text) {
    assertThat(hasher.carry(text)).isInstanceOf(Carried.Taken.class);
    return ((Carried.Taken) hasher.carry(text)).hash();
  }

  private String refused(String text) {
    assertThat(hasher.carry(text)).isInstanceOf(Carried.Refused.class);
    return ((Carried.Refused) hasher.carry(text)).detail();
  }
}
