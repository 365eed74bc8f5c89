package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerClockTest {
  private static final long MILLI = 1_000_000L;
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong(-5 * MILLI);
  private final AtomicLong questions = new AtomicLong();
  private final AtomicLong roundTrip = new AtomicLong(2 * MILLI);
  private final AtomicLong ahead = new AtomicLong();
  private final ServerClock clock = new ServerClock(this::ask, nanos::get);

  @Test
  void half_the_round_trip_is_added() {
    clock.sync();
    assertThat(clock.instant()).isEqualTo(serverNow());
  }

  @Test
  void it_counts_on_with_the_monotonic_clock_in_whole_microseconds() {
    clock.sync();
    nanos.addAndGet(1_500_001_999L);
    assertThat(clock.instant()).isEqualTo(serverNow().truncatedTo(ChronoUnit.MICROS));
    assertThat(questions).hasValue(1);
  }

  @Test
  void it_asks_at_most_once_a_second() {
    clock.sync();
    nanos.addAndGet(900 * MILLI);
    clock.sync();
    assertThat(questions).hasValue(1);
    nanos.addAndGet(200 * MILLI);
    clock.sync();
    assertThat(questions).hasValue(2);
  }

  @Test
  void a_slow_answer_does_not_shake_the_time() {
    clock.sync();
    nanos.addAndGet(1000 * MILLI);
    roundTrip.set(400 * MILLI);
    ahead.set(100 * MILLI); // the answer spent longer on the way there than back
    clock.sync();
    ahead.set(0);
    assertThat(clock.instant()).isEqualTo(serverNow());
  }

  @Test
  void a_server_whose_clock_was_set_is_followed() {
    clock.sync();
    nanos.addAndGet(1000 * MILLI);
    ahead.set(-3_600_000 * MILLI);
    clock.sync();
    assertThat(clock.instant()).isEqualTo(serverNow());
  }

  @Test
  void a_reckoning_that_was_ahead_slows_down_and_never_goes_back() {
    ahead.set(40 * MILLI); // the first answer spent long on the way back
    clock.sync();
    nanos.addAndGet(1000 * MILLI);
    Instant before = clock.instant();
    ahead.set(0);
    roundTrip.set(MILLI / 10);
    clock.sync();
    Instant after = clock.instant();
    assertThat(after).isAfter(before);
    nanos.addAndGet(20 * MILLI);
    assertThat(clock.instant()).isEqualTo(after.plusMillis(10));
    nanos.addAndGet(100 * MILLI);
    assertThat(clock.instant()).isEqualTo(serverNow().truncatedTo(ChronoUnit.MICROS));
  }

  private Instant ask() {
    questions.incrementAndGet();
    nanos.addAndGet(roundTrip.get() / 2);
    Instant now = serverNow();
    nanos.addAndGet(roundTrip.get() / 2);
    return now;
  }

  private Instant serverNow() {
    return START.plusNanos(nanos.get() + ahead.get());
  }
}
