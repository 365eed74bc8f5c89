package dev.gatehouse.flows.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Together;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is kept for half a minute.
class KeptTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final Kept<Integer> kept = new Kept<>();

  @Test
  void it_is_kept_for_half_a_minute_and_never_into_the_next_one() {
    assertThat(at("12:00:05")).isEqualTo(1);
    assertThat(at("12:00:34.999")).isEqualTo(1);
    assertThat(at("12:00:35")).isEqualTo(2);
    assertThat(at("12:00:59")).isEqualTo(2);
    assertThat(at("12:01:00")).isEqualTo(3);
    assertThat(at("12:00:59")).isEqualTo(4);
  }

  @Test
  void of_many_at_once_one_finds_out() {
    assertThat(Together.times(12, () -> at("12:00:05"))).containsOnly(1);
  }

  private int at(String time) {
    return kept.get(Instant.parse("2026-03-01T" + time + "Z"), asked::incrementAndGet);
  }
}
