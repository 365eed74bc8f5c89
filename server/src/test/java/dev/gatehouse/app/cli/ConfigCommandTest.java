package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_values_go_to_standard_output_and_the_warnings_to_standard_error() {
    Map<String, String> environment = Map.of("SECRET_KEY", "secret", "PORT", "9000");
    CommandLine command =
        new CommandLine(new ConfigCommand(() -> Settings.load(folder, environment, Map.of())));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    assertThat(command.execute()).isZero();
    assertThat(out.toString())
        .contains("PORT=9000  # environment", "SECRET_KEY=[redacted]  # environment");
    assertThat(err)
        .hasToString(
            "Warning: SECRET_KEY is a known placeholder: production will refuse it."
                + System.lineSeparator());
  }
}
