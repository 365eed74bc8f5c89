package dev.gatehouse.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationScriptsTest {
  private static final Path FOLDER = Path.of("src/main/resources/db/migrations");

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql", "mysql"})
  void every_dialect_has_exactly_the_scripts_of_the_index(String dialect) throws Exception {
    List<String> index = Files.readAllLines(FOLDER.resolve("index"));
    try (Stream<Path> files = Files.list(FOLDER.resolve(dialect))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .isEqualTo(index.stream().map(name -> name + ".sql").toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql", "mysql"})
  void every_script_can_be_undone(String dialect) throws Exception {
    for (String name : Files.readAllLines(FOLDER.resolve("index"))) {
      assertThat(Files.readString(FOLDER.resolve(dialect).resolve(name + ".sql")))
          .containsOnlyOnce("-- //@UNDO");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql"})
  void a_script_of_mysql_changes_something_once_each_way_and_can_be_repeated(String dialect)
      throws Exception {
    for (String name : Files.readAllLines(FOLDER.resolve("index"))) {
      String script = Files.readString(FOLDER.resolve(dialect).resolve(name + ".sql"));
      if (script.contains("information_schema")) {
        assertThat(script.split("EXECUTE step;", -1)).as(name).hasSize(3);
        assertThat(script.split("SET @ask", -1)).as(name).hasSize(3);
      } else {
        assertThat(script.chars().filter(c -> c == ';')).as(name).hasSize(2);
        assertThat(script)
            .as(name)
            .containsPattern("IF NOT EXISTS|INSERT IGNORE|^UPDATE \\w+ SET \\w+ = \\w+;");
      }
    }
  }
}
