package dev.gatehouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./gatehouse` in a source checkout, with a made-up Maven.
class FirstStartTest {
  private static final String BUILDING =
      "Building Gatehouse (first start only, about a minute) ...";

  private final Machine machine;
  private final Path checkout;
  private final Path command;

  FirstStartTest(@TempDir Path root) throws IOException {
    machine = new Machine(root.toRealPath());
    checkout = machine.root.resolve("check out");
    command = checkout.resolve("gatehouse");
    machine.install(Path.of("../gatehouse"), command);
    machine.install(Path.of("../pom.xml"), checkout.resolve("pom.xml"));
    machine.install(Path.of("pom.xml"), checkout.resolve("server/pom.xml"));
    machine.install(Path.of("src/main/dist"), checkout.resolve("server/src/main/dist"));
    machine.java("usr/lib/jvm/jdk", "25");
  }

  @Test
  void the_first_start_builds_and_the_next_one_does_not() throws Exception {
    maven("");
    Machine.Run first = machine.run(command, "config");
    assertThat(first.err()).containsExactly(BUILDING);
    assertThat(first.out()).endsWith("argument config");
    Machine.Run second = machine.run(command, "config");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("argument config");
  }

  @Test
  void a_changed_source_is_built_again() throws Exception {
    maven("");
    machine.run(command, "config");
    Files.setLastModifiedTime(
        checkout.resolve("server/pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(machine.run(command, "config").err())
        .containsExactly("Building Gatehouse again, its sources have changed (about a minute) ...");
  }

  @Test
  void two_starts_at_once_build_once() throws Exception {
    maven("sleep 1");
    Machine.Running one = machine.start(command, "config");
    Machine.Running other = machine.start(command, "config");
    assertThat(one.end().out()).endsWith("argument config");
    assertThat(other.end().out()).endsWith("argument config");
    assertThat(Files.readAllLines(machine.root.resolve("built"))).hasSize(1);
  }

  @Test
  void the_lock_of_a_build_that_was_killed_is_taken_over() throws Exception {
    maven("sleep 60");
    Machine.Running killed = machine.start(command, "config");
    Path lock = checkout.resolve("server/target/build.lock");
    while (!Files.exists(lock)) {
      assertThat(killed.process().isAlive()).isTrue();
      Thread.sleep(20);
    }
    killed.process().descendants().forEach(ProcessHandle::destroyForcibly);
    killed.process().destroyForcibly().waitFor();
    Files.writeString(lock, killed.process().pid() + "\n");
    maven("");
    Machine.Run run = machine.run(command, "config");
    assertThat(run.out()).endsWith("argument config");
    assertThat(lock).doesNotExist();
  }

  @Test
  void without_a_jdk_it_says_so() throws Exception {
    maven("");
    Files.delete(machine.root.resolve("usr/lib/jvm/jdk/bin/javac"));
    refuses(
        "gatehouse: no JDK 25 or newer was found; install one, or name its folder in JAVA_HOME.");
  }

  @Test
  void without_maven_it_says_so() throws Exception {
    refuses("gatehouse: Maven is needed to build Gatehouse, and there is no mvn on the PATH.");
  }

  @Test
  void a_failed_build_names_its_log() throws Exception {
    maven("echo 'COMPILATION ERROR'; exit 1");
    Path log = checkout.resolve("server/target/build.log");
    refuses(BUILDING, "gatehouse: the build failed; see " + log + ".");
    assertThat(log).content().contains("COMPILATION ERROR");
  }

  @Test
  void an_unreachable_registry_is_named_as_the_cause() throws Exception {
    maven("echo '[ERROR] Could not transfer artifact a:b:pom:1 from/to central'; exit 1");
    refuses(
        BUILDING,
        "gatehouse: the build could not get what it needs from the Maven registry; see "
            + checkout.resolve("server/target/build.log")
            + ".");
  }

  private void refuses(String... lines) throws IOException, InterruptedException {
    Machine.Run run = machine.run(command, "serve");
    assertThat(run.err()).containsExactly(lines);
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(2);
  }

  /// A Maven that does `first`, then makes the distribution, and counts how often it was called.
  private void maven(String first) throws IOException {
    Path folder = machine.root.resolve("maven");
    Machine.script(
        folder.resolve("mvn"),
        """
        #!/bin/sh
        %s
        echo one >>"%s"
        mkdir -p server/target/gatehouse-0.1.0
        cp -R server/src/main/dist/* server/target/gatehouse-0.1.0/
        : >server/target/gatehouse-0.1.0/lib/built
        """
            .formatted(first, machine.root.resolve("built")));
    machine.path(folder);
  }
}
