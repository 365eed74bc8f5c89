package dev.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {
  @Test
  void serve_alone_is_read() {
    assertThat(PlainServe.read("serve")).contains(Map.of());
  }

  @Test
  void host_and_port_become_their_variables() {
    assertThat(PlainServe.read("serve", "--port", "0", "--host", "::1"))
        .contains(Map.of("PORT", "0", "HOST", "::1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "config",
        "serve --help",
        "serve --port",
        "serve --port=8000",
        "serve --port --host",
        "serve --port 1 --port 2",
        "serve --set PORT=1",
        "--set PORT=1 serve",
        "serve serve --port",
      })
  void every_other_line_is_left_to_picocli(String line) {
    assertThat(PlainServe.read(line.isEmpty() ? new String[0] : line.split(" "))).isEmpty();
  }
}
