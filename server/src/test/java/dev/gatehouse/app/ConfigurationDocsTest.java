package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the documentation to the declarations. `-Ddocs=write` rewrites the tables.
class ConfigurationDocsTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final Path EXAMPLE = Path.of("../gatehouse.env.example");
  private static final String BEGIN =
      "<!-- Generated from the declarations: mvn -pl server test -Dtest=ConfigurationDocsTest"
          + " -Ddocs=write -->\n";
  private static final String END = "<!-- End of the generated part -->\n";
  private static final Pattern COMMENTED = Pattern.compile("(?m)^#(?=[A-Z_]+=)");

  @TempDir Path folder;

  @Test
  void the_tables_are_those_of_the_declarations() throws IOException {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String after = page.substring(page.indexOf(END));
    String wanted = before + "\n" + Settings.CATALOGUE.markdown() + after;
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(wanted);
  }

  @Test
  void every_variable_has_one_sentence() {
    assertThat(Settings.CATALOGUE.variables())
        .extracting(Variable::doc)
        .allMatch(doc -> doc.endsWith(".") && doc.length() > 10);
  }

  @Test
  void the_example_starts_as_it_is_and_with_every_line_and_a_secret() throws IOException {
    String example = Files.readString(EXAMPLE);
    Files.writeString(folder.resolve("gatehouse.env"), example);
    assertThat(Settings.load(folder, Map.of(), Map.of()).warnings()).isEmpty();

    String all = COMMENTED.matcher(example).replaceAll("");
    Files.writeString(folder.resolve("gatehouse.env"), all);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> Settings.load(folder, Map.of(), Map.of()))
        .withMessageStartingWith("SECRET_KEY is a known placeholder");
    Map<String, String> own = Map.of("SECRET_KEY", SettingsFixture.GOOD_SECRET);
    Settings settings = Settings.load(folder, own, Map.of());
    assertThat(settings.environment().isProduction()).isTrue();
    List<String> fromFile =
        settings.describe().stream().filter(line -> line.contains("# gatehouse.env")).toList();
    assertThat(fromFile).hasSizeGreaterThan(10);
  }
}
