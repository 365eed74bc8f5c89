package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/conformance.md names tests that are there, and leaves no promise out.
class ConformanceTest {
  private static final Path PAGE = Path.of("../docs/conformance.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)(?:\\.([a-z]\\w*))?`");

  @Test
  void every_test_that_it_names_exists() throws IOException {
    Map<String, String> sources = sources();
    Set<String> missing = new TreeSet<>();
    Matcher names = NAME.matcher(Files.readString(PAGE));
    int found = 0;
    while (names.find()) {
      String source = sources.get(names.group(1));
      String method = names.group(2);
      if (source == null || (method != null && !source.contains("void " + method + "("))) {
        missing.add(names.group());
      }
      found++;
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void every_promise_has_a_test_or_says_what_is_missing() throws IOException {
    String page = Files.readString(PAGE);
    for (int row = 1; row <= 25; row++) {
      Matcher line = Pattern.compile("(?m)^\\| " + row + " \\|.*$").matcher(page);
      assertThat(line.find()).as("row %d", row).isTrue();
      assertThat(NAME.matcher(line.group()).find() || line.group().contains("open: "))
          .as("%s", line.group())
          .isTrue();
    }
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    return sources;
  }
}
