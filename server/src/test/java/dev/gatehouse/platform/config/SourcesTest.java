package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final Variable<String> COLOUR =
      Variable.of("COLOUR", "grey", Parsers.text(), "A colour.").alsoNamed("COLOR");
  private static final Variable<Integer> COUNT =
      Variable.of("COUNT", "1", Parsers.integer(0, 9), "A number.");
  private static final Variable<String> TOKEN =
      Variable.open("TOKEN", "unset", SourcesTest::refuse, "A secret.").secret();
  private static final Variable<String> LINK =
      Variable.open("LINK", "unset", Parsers.text(), "A link.").maskedUrl();
  private static final Variable<String> FAMILY =
      Variable.open("MY_*", "unset", Parsers.text(), "A family.");
  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(new Catalogue.Group("Things", List.of(COLOUR, COUNT, TOKEN, LINK, FAMILY))),
          Set.of("GATEHOUSE_HOME"));

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();

  @Test
  void without_any_source_the_default_holds() {
    assertThat(read().get(COLOUR)).isEqualTo("grey");
    assertThat(read().isSet(COLOUR)).isFalse();
    assertThat(read().find(LINK)).isEmpty();
  }

  @Test
  void each_source_wins_over_the_ones_before_it() throws Exception {
    file(".env", "COLOUR=1");
    assertThat(read().get(COLOUR)).isEqualTo("1");
    file("gatehouse.env", "COLOUR=2");
    assertThat(read().get(COLOUR)).isEqualTo("2");
    environment.put("COLOUR", "3");
    assertThat(read().get(COLOUR)).isEqualTo("3");
    options.put("COLOUR", "4");
    assertThat(read().get(COLOUR)).isEqualTo("4");
  }

  @Test
  void the_prefixed_name_wins_in_its_own_source_but_not_over_a_later_one() throws Exception {
    file(".env", "GATEHOUSE_COLOUR=prefixed\nCOLOUR=plain");
    assertThat(read().get(COLOUR)).isEqualTo("prefixed");
    environment.put("COLOUR", "environment");
    assertThat(read().get(COLOUR)).isEqualTo("environment");
    environment.put("GATEHOUSE_COLOR", "prefixed again");
    assertThat(read().get(COLOUR)).isEqualTo("prefixed again");
    options.put("COLOUR", "option");
    assertThat(read().get(COLOUR)).isEqualTo("option");
  }

  @Test
  void names_in_files_and_options_are_read_in_any_case_and_those_of_the_environment_are_not()
      throws Exception {
    file("gatehouse.env", "gatehouse_Colour=red");
    environment.put("colour", "blue");
    assertThat(read().get(COLOUR)).isEqualTo("red");
    options.put("colour", "green");
    assertThat(read().get(COLOUR)).isEqualTo("green");
  }

  @Test
  void an_empty_value_is_as_good_as_none() throws Exception {
    file(".env", "COLOUR=red\nCOLOR=");
    file("gatehouse.env", "COLOUR=\"\"");
    environment.put("COLOUR", "");
    environment.put("GATEHOUSE_COLOUR", "  ");
    options.put("COLOUR", "");
    assertThat(read().get(COLOUR)).isEqualTo("red");
  }

  @Test
  void two_spellings_with_different_values_in_one_source_are_a_contradiction() throws Exception {
    file("gatehouse.env", "COLOUR=red\nCOLOR=blue");
    refused(
        "COLOUR and COLOR are the same variable, but gatehouse.env gives them different values.");
  }

  @Test
  void two_spellings_with_the_same_value_or_in_different_sources_are_none() throws Exception {
    file(".env", "COLOUR=red\nCOLOR=red");
    environment.put("COLOR", "blue");
    assertThat(read().get(COLOUR)).isEqualTo("blue");
  }

  @Test
  void a_contradiction_does_not_matter_where_something_stronger_decides() throws Exception {
    file(".env", "COLOUR=red\nCOLOR=blue");
    environment.put("GATEHOUSE_COLOUR", "green");
    assertThat(read().get(COLOUR)).isEqualTo("green");
  }

  @Test
  void one_name_twice_with_different_values_is_a_contradiction() throws Exception {
    file(".env", "COLOUR=red\ncolour=blue");
    refused("COLOUR is set twice in .env, with different values.");
  }

  @Test
  void an_unknown_name_stops_in_our_own_file() throws Exception {
    file("gatehouse.env", "# ours\nCOLUOR=red");
    refused("gatehouse.env, line 2: COLUOR is not a variable of Gatehouse.");
  }

  @Test
  void an_unknown_prefixed_name_and_an_unknown_option_stop() {
    environment.put("GATEHOUSE_COLUOR", "red");
    refused("GATEHOUSE_COLUOR (environment) is not a variable of Gatehouse.");
    environment.clear();
    options.put("COLUOR", "red");
    refused("COLUOR (option) is not a variable of Gatehouse.");
  }

  @Test
  void unknown_names_that_belong_to_others_are_left_alone() throws Exception {
    file(".env", "COLUOR=red\nthis is no entry\nGATEHOUSE_URL=x");
    environment.put("PATH", "/bin");
    environment.put("GATEHOUSE_HOME", "/srv");
    assertThat(read().get(COLOUR)).isEqualTo("grey");
    assertThat(read().warnings())
        .containsExactly(
            ".env, line 2, is not NAME=value and is left alone.",
            "GATEHOUSE_URL in .env is not a variable of Gatehouse and is left alone.");
  }

  @Test
  void a_malformed_line_in_our_own_file_stops_with_its_number() throws Exception {
    file("gatehouse.env", "COLOUR=red\nCOUNT 2\n");
    refused("gatehouse.env, line 2, is not NAME=value.");
  }

  @Test
  void a_file_that_is_not_text_stops() throws Exception {
    Files.write(folder.resolve("gatehouse.env"), "COLOUR=é".getBytes(StandardCharsets.UTF_16));
    refused("The file " + folder.resolve("gatehouse.env") + " is not UTF-8 text.");
  }

  @Test
  void a_folder_named_like_the_shared_file_is_somebody_elses() throws Exception {
    Files.createDirectory(folder.resolve(".env"));
    assertThat(read().get(COLOUR)).isEqualTo("grey");
    Files.createDirectory(folder.resolve("gatehouse.env"));
    refused("The file " + folder.resolve("gatehouse.env") + " cannot be read.");
  }

  @Test
  void what_others_would_expand_is_refused_rather_than_misread() throws Exception {
    file(".env", "COLOUR=dark-${SHADE}");
    refused(
        "COLOUR in .env holds ${...}, which is not expanded: write the value out, or put it in"
            + " single quotes.");
    file(".env", "COLOUR='dark-${SHADE}'\nOTHER=${X}");
    assertThat(read().get(COLOUR)).isEqualTo("dark-${SHADE}");
  }

  @Test
  void a_bad_value_is_told_by_the_spelling_and_source_that_brought_it() {
    environment.put("GATEHOUSE_COUNT", "ten\n");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read().get(COUNT))
        .withMessage(
            "GATEHOUSE_COUNT (environment) must be a whole number from 0 to 9, not \"ten?\".");
  }

  @Test
  void a_bad_secret_is_told_without_being_shown() {
    environment.put("TOKEN", "hunter2");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read().get(TOKEN))
        .withMessage("TOKEN (environment) must be better.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:hunter2@host",
        "redis://user:hunter2@host/0",
        "redis://host?password=hunter2",
        "redis://u:a@hunter2@host",
        "hunter2"
      })
  void a_description_shows_values_and_sources_but_no_secret(String link) throws Exception {
    file(".env", "COLOUR=red\nMY_NAME=x");
    environment.put("LINK", link);
    options.put("TOKEN", "hunter2");
    List<String> lines = read().describe();
    assertThat(lines)
        .contains("COLOUR=red  # .env", "COUNT=1  # default", "TOKEN=[redacted]  # option")
        .contains("MY_NAME=x  # .env");
    assertThat(String.join("\n", lines)).contains("LINK=").doesNotContain("hunter2");
  }

  @Test
  void no_name_can_be_declared_twice() {
    Catalogue.Group twice =
        new Catalogue.Group("Twice", List.of(COLOUR, Variable.of("COLOR", "", Parsers.text(), "")));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Catalogue(List.of(twice), Set.of()))
        .withMessage("COLOR is declared twice");
  }

  private static String refuse(String text) {
    throw new IllegalArgumentException("must be better");
  }

  private void refused(String sentence) {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(this::read).withMessage(sentence);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Values read() {
    return Sources.read(CATALOGUE, folder, environment, options);
  }
}
