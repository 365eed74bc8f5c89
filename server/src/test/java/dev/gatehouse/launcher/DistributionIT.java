package dev.gatehouse.launcher;

import static java.nio.file.Files.isRegularFile;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The distribution as it is packed, started as an operator starts it.
class DistributionIT {
  private static final Pattern LISTENS = Pattern.compile("listens on http://[^ ]*:([0-9]+)");

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void it_holds_its_jars_its_licence_and_an_aot_cache() throws Exception {
    Path home = home();
    try (Stream<Path> lib = Files.list(home.resolve("lib"))) {
      assertThat(lib.map(file -> file.getFileName().toString()))
          .contains("gatehouse.jar")
          .anyMatch(name -> name.matches("gatehouse-\\d+\\.aot"));
    }
    assertThat(home.resolve("LICENSE")).isNotEmptyFile();
    assertThat(Path.of(home + ".tar.gz")).isNotEmptyFile();
  }

  @Test
  void it_answers_with_its_aot_cache_and_stops_quietly_when_told_to() throws Exception {
    Process server = serve("-XX:AOTMode=on");
    assertThat(health(portOf(server))).isEqualTo(200);
    server.destroy();
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(folder.resolve("err")).isEmptyFile();
  }

  @Test
  void a_cache_that_does_not_fit_is_not_news() throws Exception {
    Process server = serve("-XX:-UseCompactObjectHeaders");
    assertThat(health(portOf(server))).isEqualTo(200);
    assertThat(folder.resolve("out")).content().doesNotContain("[warning]", "[error]");
    assertThat(folder.resolve("err")).isEmptyFile();
  }

  @Test
  void what_was_killed_starts_again() throws Exception {
    Process killed = serve("");
    portOf(killed);
    killed.destroyForcibly().waitFor();
    assertThat(health(portOf(serve("")))).isEqualTo(200);
  }

  @Test
  void a_taken_port_is_one_sentence_and_exit_2() throws Exception {
    int port = portOf(serve(""));
    Process second = start("second", "", "serve", "--port", "" + port);
    assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("second/err")))
        .containsExactly(
            "Port %d on 127.0.0.1 is taken or may not be used; set another with PORT or --port."
                .formatted(port));
  }

  private Process serve(String options) throws IOException {
    return start("", options, "serve", "--port", "0");
  }

  private Process start(String where, String options, String... arguments) throws IOException {
    Path working = Files.createDirectories(folder.resolve(where));
    ProcessBuilder builder = new ProcessBuilder(home().resolve("bin/gatehouse").toString());
    builder.command().addAll(Arrays.asList(arguments));
    builder.environment().put("GATEHOUSE_JAVA_OPTS", options);
    builder.directory(working.toFile());
    builder.redirectOutput(working.resolve("out").toFile());
    builder.redirectError(working.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private int portOf(Process server) throws IOException, InterruptedException {
    while (true) {
      String out = Files.readString(folder.resolve("out"));
      Matcher listens = LISTENS.matcher(out);
      if (listens.find()) {
        return Integer.parseInt(listens.group(1));
      }
      assertThat(server.isAlive()).as(out).isTrue();
      Thread.sleep(20);
    }
  }

  private static int health(int port) throws IOException, InterruptedException {
    URI health = URI.create("http://127.0.0.1:" + port + "/health");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static Path home() throws IOException {
    try (Stream<Path> target = Files.list(Path.of("target"))) {
      return target
          .filter(folder -> isRegularFile(folder.resolve("bin/gatehouse")))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }
}
