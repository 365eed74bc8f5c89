package dev.gatehouse.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.identity.passwords.PasswordHasher.Verdict;
import dev.gatehouse.platform.crypto.Secret;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SecureRandom random = new SecureRandom();
  private final PasswordHasher bcrypt = new PasswordHasher(HashSettings.bcrypt(4), random);
  private final PasswordHasher argon2id = new PasswordHasher(HashSettings.argon2id(), random);
  private final Secret password = new Secret("Test1234");

  @Test
  void a_password_is_right_for_its_own_hash_and_no_other() {
    for (PasswordHasher hasher : new PasswordHasher[] {bcrypt, argon2id}) {
      PasswordHash hash = hasher.hash(password);
      assertThat(hasher.verify(hash, password)).isEqualTo(Verdict.RIGHT);
      assertThat(hasher.verify(hash, new Secret("test1234"))).isEqualTo(Verdict.WRONG);
      assertThat(hasher.verify(hash, new Secret(""))).isEqualTo(Verdict.WRONG);
    }
  }

  @Test
  void a_hash_of_another_kind_or_cost_is_right_and_asks_to_be_made_anew() {
    PasswordHash cheap = bcrypt.hash(password);
    PasswordHasher dearer = new PasswordHasher(HashSettings.bcrypt(5), random);
    assertThat(dearer.verify(cheap, password)).isEqualTo(Verdict.RIGHT_NEEDS_REHASH);
    assertThat(bcrypt.verify(dearer.hash(password), password))
        .isEqualTo(Verdict.RIGHT_NEEDS_REHASH);
    assertThat(argon2id.verify(cheap, password)).isEqualTo(Verdict.RIGHT_NEEDS_REHASH);
    assertThat(bcrypt.verify(argon2id.hash(password), password))
        .isEqualTo(Verdict.RIGHT_NEEDS_REHASH);
  }

  @Test
  void a_password_that_the_new_kind_cannot_take_keeps_its_old_hash() {
    Secret passphrase = new Secret("long ".repeat(20));
    assertThat(bcrypt.verify(argon2id.hash(passphrase), passphrase)).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void what_cannot_be_hashed_is_refused_and_never_cut() {
    assertThatIllegalArgumentException().isThrownBy(() -> bcrypt.hash(new Secret("é".repeat(37))));
    assertThatIllegalArgumentException().isThrownBy(() -> bcrypt.hash(new Secret("secret\0")));
    assertThatIllegalArgumentException().isThrownBy(() -> bcrypt.hash(new Secret("\uD83D secret")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> argon2id.hash(new Secret("x".repeat(1_025))));
    assertThat(argon2id.hash(new Secret("x".repeat(1_024))).encoded()).startsWith("$argon2id$");
  }

  @Test
  void an_unpaired_surrogate_is_not_a_question_mark() {
    PasswordHash hash = argon2id.hash(new Secret("what? why"));
    assertThat(argon2id.verify(hash, new Secret("what\uD83D why"))).isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "plain text",
        "$2b$04$short",
        "$1$md5",
        "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$argon2id$v=19$m=4194304,t=3,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      })
  void where_there_is_nothing_to_compare_it_costs_as_much_as_a_real_hash(@Nullable String stored) {
    PasswordHasher hasher = new PasswordHasher(HashSettings.bcrypt(9), random);
    PasswordHash real = hasher.hash(password);
    PasswordHash unusable = stored == null ? null : new PasswordHash(stored);
    long realCost = cheapestOfThree(() -> hasher.verify(real, password));
    assertThat(hasher.verify(unusable, password)).isEqualTo(Verdict.WRONG);
    assertThat(cheapestOfThree(() -> hasher.verify(unusable, password)))
        .isBetween(realCost / 2, realCost * 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {73, 1_024, 1_025, 100_000})
  void a_password_that_no_hash_can_have_costs_as_much_as_any_other(int length) {
    PasswordHasher hasher = new PasswordHasher(HashSettings.bcrypt(9), random);
    PasswordHash real = hasher.hash(password);
    Secret impossible = new Secret("x".repeat(length));
    long realCost = cheapestOfThree(() -> hasher.verify(real, password));
    assertThat(cheapestOfThree(() -> hasher.verify(real, impossible)))
        .isBetween(realCost / 2, realCost * 2);
  }

  @Test
  void no_stored_text_makes_it_throw() {
    Random seeded = new Random(20_26);
    String[] good = {bcrypt.hash(password).encoded(), argon2id.hash(password).encoded()};
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder(good[i % good.length]);
      int at = seeded.nextInt(text.length());
      switch (seeded.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.setCharAt(at, (char) seeded.nextInt(0x250));
        default -> text.insert(at, "$9,=\0é".charAt(seeded.nextInt(6)));
      }
      PasswordHash stored = new PasswordHash(text.toString());
      boolean unchanged = good[i % good.length].contentEquals(text);
      Verdict verdict = bcrypt.verify(stored, new Secret("Test12345"));
      assertThat(verdict).as("unchanged: %s", unchanged).isEqualTo(Verdict.WRONG);
    }
  }

  @Test
  void a_hash_does_not_print_itself() {
    PasswordHash hash = bcrypt.hash(password);
    assertThat(hash.toString()).doesNotContain(hash.encoded());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 32})
  void a_cost_that_bcrypt_does_not_have_is_refused(int cost) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashSettings.bcrypt(cost))
        .withMessage("The bcrypt cost is " + cost + ", but must be from 4 to 31");
  }

  /// In nanoseconds of this thread's processor time, which a busy machine does not stretch.
  private static long cheapestOfThree(Runnable work) {
    long cheapest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      work.run();
      cheapest = Math.min(cheapest, THREADS.getCurrentThreadCpuTime() - begin);
    }
    return cheapest;
  }
}
