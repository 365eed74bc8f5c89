package dev.gatehouse.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.gatehouse.identity.passwords.HashPool.Outcome;
import dev.gatehouse.platform.threads.ThreadStat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/// One thread and four places, so that every order is known.
@Isolated("it looks at who gets the processors")
class HashPoolTest {
  private final HashPool pool = new HashPool(1, 4);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> order = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    gate.countDown();
    pool.close();
  }

  @Test
  void the_value_reaches_the_caller_from_a_hash_thread() {
    assertThat(pool.run("a", () -> Thread.currentThread().getName()))
        .isEqualTo(new Outcome.Done<>("hash-1"));
  }

  @Test
  void what_a_job_throws_reaches_the_caller_and_the_thread_lives_on() {
    assertThatThrownBy(() -> pool.run("a", raising(new StackOverflowError("deep"))))
        .isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> pool.run("a", raising(new IllegalStateException("odd"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("odd");
    assertThat(pool.tryRunLater(() -> fail("later"))).isTrue();
    assertThat(pool.run("a", () -> 1)).isEqualTo(new Outcome.Done<>(1));
  }

  @Test
  void a_full_queue_answers_busy_at_once() {
    occupy();
    enqueue("a", 4);
    long begin = System.nanoTime();
    Outcome<Integer> outcome = pool.run("a", () -> 1);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Busy.class,
            busy -> assertThat(busy.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
    assertThat(pool.load().refused()).isEqualTo(1);
  }

  @Test
  void an_address_that_fills_the_queue_does_not_keep_others_out() {
    occupy();
    List<CompletableFuture<Outcome<Boolean>>> flood = enqueue("flood", 4);
    CompletableFuture<Outcome<Boolean>> other = submit("other", () -> order.add("other"));
    assertThat(flood.get(3).join()).isInstanceOf(Outcome.Busy.class);
    gate.countDown();
    assertThat(other.join()).isEqualTo(new Outcome.Done<>(true));
    assertThat(flood.get(2).join()).isEqualTo(new Outcome.Done<>(true));
    assertThat(order).containsExactly("flood1", "other", "flood2", "flood3");
  }

  @Test
  void places_are_kept_for_known_devices_when_the_rest_is_full() {
    try (HashPool small = new HashPool(1, 1, 1)) {
      CountDownLatch go = new CountDownLatch(1);
      List<CompletableFuture<Outcome<Integer>>> all = new java.util.ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int waiting = i;
        all.add(
            CompletableFuture.supplyAsync(
                () -> small.run("stranger", () -> await(go)),
                task -> Thread.startVirtualThread(task)));
        await(() -> small.load().running() == 1 && small.load().waiting() == waiting);
      }
      assertThat(small.run("another", () -> 1)).isInstanceOf(Outcome.Busy.class);
      all.add(
          CompletableFuture.supplyAsync(
              () -> small.run("owner", true, () -> 2), task -> Thread.startVirtualThread(task)));
      await(() -> small.load().waiting() == 2);
      assertThat(small.run("owner", true, () -> 3)).isInstanceOf(Outcome.Busy.class);
      go.countDown();
      assertThat(all.get(2).join()).isEqualTo(new Outcome.Done<>(2));
      assertThat(small.load().refused()).isEqualTo(2);
    }
  }

  private static int await(CountDownLatch latch) {
    try {
      latch.await();
      return 1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_caller_that_is_interrupted_takes_its_job_back() throws Exception {
    occupy();
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Thread caller =
        Thread.startVirtualThread(() -> {
          try {
            pool.run("a", () -> order.add("abandoned"));
          } catch (CancellationException e) {
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
          }
        });
    await(() -> pool.load().waiting() == 1);
    caller.interrupt();
    assertThat(stillInterrupted.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.load().waiting()).isZero();
    gate.countDown();
    assertThat(pool.run("a", () -> order.add("next"))).isEqualTo(new Outcome.Done<>(true));
    assertThat(order).containsExactly("next");
  }

  @Test
  void what_can_wait_is_done_last_and_refused_when_others_wait() {
    occupy();
    assertThat(pool.tryRunLater(() -> order.add("later"))).isTrue();
    assertThat(pool.tryRunLater(() -> order.add("one too many"))).isFalse();
    List<CompletableFuture<Outcome<Boolean>>> jobs = enqueue("a", 2);
    gate.countDown();
    jobs.forEach(CompletableFuture::join);
    await(() -> order.size() == 3);
    assertThat(order).containsExactly("a1", "a2", "later");
  }

  @Test
  void what_can_wait_is_refused_while_a_sign_in_waits() {
    occupy();
    enqueue("a", 1);
    assertThat(pool.tryRunLater(() -> order.add("later"))).isFalse();
  }

  @Test
  void closing_answers_all_who_wait_and_takes_no_more() {
    occupy();
    List<CompletableFuture<Outcome<Boolean>>> jobs = enqueue("a", 3);
    pool.close();
    assertThat(jobs).allSatisfy(job -> assertThat(job.join()).isInstanceOf(Outcome.Busy.class));
    assertThat(pool.run("a", () -> 1)).isInstanceOf(Outcome.Busy.class);
    assertThat(pool.tryRunLater(() -> order.add("later"))).isFalse();
  }

  @Test
  void the_figures_tell_what_was_done_and_waited_for() {
    occupy();
    List<CompletableFuture<Outcome<Boolean>>> jobs = enqueue("a", 2);
    assertThat(pool.load().running()).isEqualTo(1);
    gate.countDown();
    jobs.forEach(CompletableFuture::join);
    await(() -> pool.load().finished() == 3);
    assertThat(pool.load().waited()).isPositive();
    assertThat(pool.load().waiting()).isZero();
    assertThat(pool.load().running()).isZero();
  }

  @Test
  void how_long_jobs_waited_is_told_once() {
    assertThat(pool.takeWaits()).isEqualTo(HashWaits.NONE);
    pool.run("192.0.2.1", () -> 1);
    pool.run("192.0.2.1", () -> 2);
    HashWaits waits = pool.takeWaits();
    assertThat(waits.hashes()).isEqualTo(2);
    assertThat(waits.longest()).isPositive().isLessThanOrEqualTo(waits.all());
    assertThat(pool.takeWaits()).isEqualTo(HashWaits.NONE);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_hash_threads_yield_to_the_others() {
    int usual = ThreadStat.niceness();
    assertThat(pool.run("a", () -> "the first job comes before the niceness"))
        .isInstanceOf(Outcome.Done.class);
    assertThat(pool.run("a", ThreadStat::niceness))
        .isEqualTo(new Outcome.Done<>(Math.max(5, usual)));
  }

  /// Keeps the only thread busy until the gate opens.
  private void occupy() {
    Thread.startVirtualThread(() -> pool.run("occupier", this::awaitGate));
    await(() -> pool.load().running() == 1);
  }

  private boolean awaitGate() {
    try {
      return gate.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Puts numbered jobs into the queue, one after another.
  private List<CompletableFuture<Outcome<Boolean>>> enqueue(String address, int count) {
    List<CompletableFuture<Outcome<Boolean>>> jobs = new CopyOnWriteArrayList<>();
    int before = pool.load().waiting();
    for (int i = 1; i <= count; i++) {
      String name = address + i;
      int expected = before + i;
      jobs.add(submit(address, () -> order.add(name)));
      await(() -> pool.load().waiting() == expected);
    }
    return jobs;
  }

  private <T> CompletableFuture<Outcome<T>> submit(String address, Supplier<T> work) {
    CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    Thread.startVirtualThread(() -> outcome.complete(pool.run(address, work)));
    return outcome;
  }

  private static Supplier<Integer> raising(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    };
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
