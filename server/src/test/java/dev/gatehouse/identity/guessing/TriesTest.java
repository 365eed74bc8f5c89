package dev.gatehouse.identity.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How failures under one key add up, and how they are forgotten.
class TriesTest {
  private static final long NOW = 1_800_000_000_000L;

  private final Tries tries = new Tries();

  @ParameterizedTest
  @CsvSource({
    "PAIR, 5, 2, 900",
    "ACCOUNT, 20, 1, 60",
    "ADDRESS, 50, 1, 900",
    "DEVICE, 4, 604800, 604800",
    "KEY, 30, 1, 60"
  })
  void the_first_failures_cost_nothing_and_each_further_doubles_the_delay(
      Lane lane, int free, long first, long longest) {
    List<Long> expected = new ArrayList<>();
    List<Long> delays = new ArrayList<>();
    for (int i = 1; i <= free + 14; i++) {
      expected.add(i <= free ? 0 : Math.min(longest, first << (i - free - 1)) * 1000);
      tries.count(lane, NOW);
      delays.add(tries.wait(lane, NOW));
    }
    assertThat(delays).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void nothing_waits_any_longer_when_the_delay_is_over(Lane lane) {
    long until = fail(lane, lane.free() + 1);
    assertThat(until).isEqualTo(NOW + lane.firstMillis());
    assertThat(tries.wait(lane, until - 1)).isEqualTo(1);
    assertThat(tries.wait(lane, until)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void failures_are_forgotten_one_after_the_other(Lane lane) {
    fail(lane, lane.free());
    long later = NOW + lane.forgottenMillis();
    assertThat(tries.count(lane, later)).isZero();
    assertThat(tries.count(lane, later)).isEqualTo(later + lane.firstMillis());
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void a_thousand_failures_are_forgotten_as_soon_as_those_that_make_the_longest_delay(Lane lane) {
    fail(lane, 1000);
    assertThat(tries.wait(lane, NOW)).isEqualTo(lane.longestMillis());
    long most = lane.most();
    assertThat(lane.delayMillis(most)).isEqualTo(lane.longestMillis());
    assertThat(lane.delayMillis(most - 2)).isLessThan(lane.longestMillis());
    long later = NOW + (most - lane.free()) * lane.forgottenMillis();
    assertThat(tries.count(lane, later)).isEqualTo(later + lane.firstMillis());
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void an_attempt_that_is_taken_back_leaves_nothing_behind(Lane lane) {
    fail(lane, lane.free());
    long until = tries.count(lane, NOW);
    tries.refund(lane, until);
    assertThat(tries.wait(lane, NOW)).isZero();
    assertThat(tries.count(lane, NOW)).isEqualTo(until);
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void an_attempt_that_is_taken_back_takes_no_delay_away_that_another_made(Lane lane) {
    fail(lane, lane.free());
    long mine = tries.count(lane, NOW);
    long others = tries.count(lane, NOW + 1);
    tries.refund(lane, mine);
    assertThat(tries.wait(lane, NOW + 1)).isEqualTo(others - NOW - 1);
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void a_clock_that_was_set_back_keeps_nobody_out_for_ever(Lane lane) {
    tries.hold(NOW);
    assertThat(tries.wait(lane, NOW - 2 * lane.longestMillis())).isPositive();
    assertThat(tries.wait(lane, NOW - 2 * lane.longestMillis() - 1)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void another_node_makes_a_delay_longer_and_never_shorter(Lane lane) {
    tries.hold(NOW + 500);
    tries.hold(NOW + 100);
    assertThat(tries.wait(lane, NOW)).isEqualTo(500);
    tries.clear();
    assertThat(tries.wait(lane, NOW)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void whatever_may_be_one_too_many_waits_for_those_under_way(Lane lane) {
    fail(lane, lane.free() - 1);
    assertThat(tries.isBusy(lane, NOW)).isFalse();
    tries.count(lane, NOW);
    assertThat(tries.isBusy(lane, NOW)).isTrue();
    tries.judge();
    assertThat(tries.isBusy(lane, NOW)).isTrue();
    for (int i = 1; i < lane.free(); i++) {
      tries.judge();
    }
    assertThat(tries.isBusy(lane, NOW)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void judging_once_too_often_hides_nobody_who_comes_after(Lane lane) {
    tries.judge();
    fail(lane, lane.free());
    for (int i = 1; i < lane.free(); i++) {
      tries.judge();
    }
    assertThat(tries.isBusy(lane, NOW)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void what_succeeded_is_forgotten_altogether(Lane lane) {
    fail(lane, 1000);
    tries.clear();
    assertThat(tries.wait(lane, NOW)).isZero();
    assertThat(fail(lane, lane.free())).isZero();
  }

  private long fail(Lane lane, int times) {
    long until = 0;
    for (int i = 0; i < times; i++) {
      until = tries.count(lane, NOW);
    }
    return until;
  }
}
