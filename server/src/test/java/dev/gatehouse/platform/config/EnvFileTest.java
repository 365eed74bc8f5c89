package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "A=1 ~ 1",
        "A = spaced  ~ spaced",
        "export A=1 ~ 1",
        "A=abc#def ~ abc#def",
        "A=#def ~ #def",
        "A=abc # comment ~ abc",
        "A=a b c ~ a b c",
        "A=a=b ~ a=b",
        "A=\"abc # def\" # comment ~ abc # def",
        "A='abc # def' ~ abc # def",
        "A='it\\'s \\n' ~ it's \\n",
        "A=\"say \\\"hi\\\"\" ~ say \"hi\"",
        "A=\" \u00e9\ud83d\ude00 \" ~ ` \u00e9\ud83d\ude00 `",
        "A=C:\\data ~ C:\\data",
        "A=it's ~ it's",
      })
  void a_value_reads_as_other_readers_of_env_files_read_it(String line, String value) {
    assertThat(valueOf(line)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=", "A=\"\"", "A=''", "A=   # comment", "A= "})
  void a_value_may_be_empty(String line) {
    assertThat(valueOf(line)).isEmpty();
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_value() {
    EnvFile.Content content = EnvFile.parse("\uFEFFA=1\r\n\r\n# comment\r\nB=\"x y\"\r\nC=3");
    assertThat(content.entries())
        .containsExactly(
            new EnvFile.Entry("A", "1", 1, false),
            new EnvFile.Entry("B", "x y", 4, false),
            new EnvFile.Entry("C", "3", 5, false));
    assertThat(content.faults()).isEmpty();
  }

  @Test
  void quoted_text_may_run_over_lines_and_hides_what_looks_like_an_entry() {
    EnvFile.Content content = EnvFile.parse("KEY=\"one\nA=2\nthree\"\nB=4\n");
    assertThat(content.entries())
        .containsExactly(
            new EnvFile.Entry("KEY", "one\nA=2\nthree", 1, false),
            new EnvFile.Entry("B", "4", 4, false));
  }

  @Test
  void escapes_in_double_quotes_mean_what_they_say() {
    assertThat(valueOf("A=\"1\\n2\\t3\\\\4$5\\q\"")).isEqualTo("1\n2\t3\\4$5\\q");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "just words ~ is not NAME=value",
        "A ~ is not NAME=value",
        "=1 ~ is not NAME=value",
        "A=\"open ~ opens a quote that is never closed",
        "A='open ~ opens a quote that is never closed",
        "A=\"b\"c ~ has text after its closing quote",
      })
  void a_line_that_is_no_entry_is_told_with_its_number(String line, String why) {
    EnvFile.Content content = EnvFile.parse("# first\n" + line + "\nB=1\n");
    assertThat(content.faults()).containsExactly(new EnvFile.Fault(2, why));
    assertThat(content.entries()).containsExactly(new EnvFile.Entry("B", "1", 3, false));
  }

  @Test
  void a_long_and_hostile_file_is_read_in_no_time() {
    String slashes = "A=\"" + "\\".repeat(200_000);
    assertThat(EnvFile.parse(slashes).faults()).hasSize(1);
    assertThat(EnvFile.parse("A=" + " ".repeat(20_000) + "x").entries()).hasSize(1);
  }

  private static String valueOf(String line) {
    EnvFile.Content content = EnvFile.parse(line);
    assertThat(content.faults()).isEmpty();
    assertThat(content.entries()).hasSize(1);
    return content.entries().getFirst().value();
  }
}
