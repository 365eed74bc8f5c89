package dev.gatehouse.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.identity.passwords.HashPool.Outcome;
import dev.gatehouse.identity.passwords.PasswordHasher.Verdict;
import dev.gatehouse.platform.crypto.Secret;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final PasswordHasher hasher =
      new PasswordHasher(HashSettings.bcrypt(4), new SecureRandom());
  private final HashPool pool = new HashPool(1, 4);
  private final Passwords passwords = new Passwords(hasher, pool);
  private final Secret password = new Secret("Test1234");

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void a_password_is_hashed_and_verified_on_the_hash_threads() {
    assertThat(passwords.hash("192.0.2.1", password))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done ->
                assertThat(passwords.verify("192.0.2.1", (PasswordHash) done.value(), password))
                    .isEqualTo(new Outcome.Done<>(Verdict.RIGHT)));
    assertThat(passwords.verify("192.0.2.1", null, password))
        .isEqualTo(new Outcome.Done<>(Verdict.WRONG));
    assertThat(pool.load().finished()).isBetween(2L, 3L);
  }

  @Test
  void a_password_is_hashed_anew_when_nothing_else_is_to_do() throws Exception {
    CompletableFuture<PasswordHash> stored = new CompletableFuture<>();
    assertThat(passwords.rehashLater(password, stored::complete)).isTrue();
    assertThat(hasher.verify(stored.get(10, TimeUnit.SECONDS), password)).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void a_closed_pool_is_busy_for_everybody_alike() {
    pool.close();
    PasswordHash hash = hasher.hash(password);
    assertThat(passwords.verify("192.0.2.1", hash, password))
        .isEqualTo(passwords.verify("192.0.2.1", null, password))
        .isInstanceOf(Outcome.Busy.class);
    assertThat(passwords.rehashLater(password, _ -> {})).isFalse();
  }
}
