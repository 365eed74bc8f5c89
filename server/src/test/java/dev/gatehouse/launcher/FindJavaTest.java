package dev.gatehouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindJavaTest {
  private final Machine machine;
  private Path command;

  FindJavaTest(@TempDir Path root) throws IOException {
    machine = new Machine(root.toRealPath());
    command = machine.root.resolve("gatehouse/bin/gatehouse");
  }

  @BeforeEach
  void install() throws IOException {
    machine.distribution("gatehouse");
  }

  @Test
  void without_a_java_it_refuses_in_one_sentence() throws Exception {
    Machine.Run run = machine.run(command, "config");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .containsExactly(
            "gatehouse: no Java 25 or newer was found; install one, or name its folder in"
                + " JAVA_HOME.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "1.8.0_292", "11.0.2", "24.0.2", "2.5", "seventeen"})
  void an_older_java_is_no_java(String version) throws Exception {
    machine.set("JAVA_HOME", machine.java("old", version).toString());
    machine.java("usr/lib/jvm/old", version);
    assertThat(machine.run(command, "config").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3", "26-ea", "25.0.3.0.1", "100"})
  void a_newer_java_will_do(String version) throws Exception {
    Path home = machine.java("some where", version);
    machine.set("JAVA_HOME", home.toString());
    assertThat(started()).isEqualTo(home.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/jvm/temurin",
        "usr/java/jdk",
        "opt/java/openjdk",
        "Library/Java/JavaVirtualMachines/zulu.jdk/Contents/Home",
        "home/.sdkman/candidates/java/25.0.3-tem",
        "home/.local/share/mise/installs/java/temurin",
        "home/.asdf/installs/java/temurin"
      })
  void a_java_is_found_where_it_is_installed(String folder) throws Exception {
    Path home = machine.java(folder, "25.0.3");
    assertThat(started()).isEqualTo(home.toString());
  }

  @ParameterizedTest
  @CsvSource({"25.0.3,25.0.10", "9,25", "25,26", "25.0.9,25.1", "26,100"})
  void of_several_in_one_folder_the_newest_is_taken(String older, String newer) throws Exception {
    machine.java("usr/lib/jvm/a", older);
    Path newest = machine.java("usr/lib/jvm/b", newer);
    machine.java("usr/lib/jvm/c", older);
    assertThat(started()).isEqualTo(newest.toString());
  }

  @Test
  void java_home_comes_before_the_path_and_the_path_before_the_system() throws Exception {
    machine.java("usr/lib/jvm/system", "27");
    Path onPath = machine.java("on path", "26");
    machine.path(onPath.resolve("bin"));
    assertThat(started()).endsWith("on path/bin/..");
    Path named = machine.java("named", "25");
    machine.set("JAVA_HOME", named.toString());
    assertThat(started()).isEqualTo(named.toString());
  }

  @Test
  void an_older_java_home_is_passed_over() throws Exception {
    machine.set("JAVA_HOME", machine.java("old", "17.0.15").toString());
    Path system = machine.java("usr/lib/jvm/system", "25");
    assertThat(started()).isEqualTo(system.toString());
  }

  @Test
  void a_link_on_the_path_is_followed_to_its_home() throws Exception {
    Path home = machine.java("some where/jdk", "25");
    Path links = Files.createDirectories(machine.root.resolve("links"));
    Files.createSymbolicLink(links.resolve("real"), home.resolve("bin/java"));
    Files.createSymbolicLink(links.resolve("java"), Path.of("real"));
    machine.path(links);
    assertThat(started()).isEqualTo(home + "/bin/..");
  }

  @Test
  void it_starts_through_links_from_folders_with_spaces_and_stays_where_it_was_called()
      throws Exception {
    machine.set("JAVA_HOME", machine.java("a java", "25").toString());
    Path spaced = machine.distribution("the gate house");
    Path links = Files.createDirectories(machine.root.resolve("more links"));
    Files.createSymbolicLink(links.resolve("one"), spaced.resolve("bin/gatehouse"));
    Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    Machine.Run run = machine.run(links.resolve("two"), "config", "two words", "");
    assertThat(run.out())
        .contains("in " + machine.root.resolve("home"))
        .endsWith(
            "argument -jar",
            "argument " + spaced.resolve("lib/gatehouse.jar"),
            "argument config",
            "argument two words",
            "argument ");
  }

  @Test
  void the_operators_options_come_after_ours() throws Exception {
    machine.set("JAVA_HOME", machine.java("jdk", "25").toString());
    machine.set("GATEHOUSE_JAVA_OPTS", "-Xmx64m -Dfirst=second");
    assertThat(machine.run(command, "config").out())
        .containsSubsequence(
            "argument -XX:+ExitOnOutOfMemoryError",
            "argument -Xmx64m",
            "argument -Dfirst=second",
            "argument -jar");
  }

  /// The home of the Java that was started.
  private String started() throws IOException, InterruptedException {
    Machine.Run run = machine.run(command, "config");
    assertThat(run.exit()).as(run.err().toString()).isZero();
    String first = run.out().getFirst();
    assertThat(first).startsWith("java ").endsWith("/bin/java");
    return first.substring("java ".length(), first.length() - "/bin/java".length());
  }
}
