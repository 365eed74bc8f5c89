package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "yes", "on", "TRUE", "Yes", " oN "})
  void these_mean_true(String text) {
    assertThat(Parsers.bool().parse(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "no", "off", "FALSE", "No", " oFF "})
  void these_mean_false(String text) {
    assertThat(Parsers.bool().parse(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "2", "enabled", "tru", "t"})
  void anything_else_is_neither(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parsers.bool().parse(text))
        .withMessage("must be true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "-1", "99999999999999999999", "1.5", "1e0", "one", "٣", "0x1"})
  void a_number_must_be_whole_and_in_its_range(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parsers.integer(1, 9).parse(text))
        .withMessage("must be a whole number from 1 to 9");
  }

  @Test
  void both_ends_of_a_range_belong_to_it() {
    assertThat(Parsers.integer(1, 9).parse("1")).isEqualTo(1);
    assertThat(Parsers.integer(1, 9).parse(" 9 ")).isEqualTo(9);
  }

  @Test
  void a_duration_counts_its_unit() {
    assertThat(Parsers.duration(ChronoUnit.DAYS, 0, 30).parse("7")).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"a,b ~ 2", "a , b, ~ 2", "[\"a\",\"b\",\"c\"] ~ 3", "[] ~ 0", "None ~ 0", "a ~ 1"})
  void a_list_has_commas_or_is_json(String text, int size) {
    assertThat(Parsers.list(Parsers.text()).parse(text)).hasSize(size).doesNotContain("", " b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[\"a\"", "[{}]", "[null]"})
  void a_broken_json_list_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parsers.list(Parsers.text()).parse(text))
        .withMessage("must be a list with commas or a JSON array of strings");
  }
}
