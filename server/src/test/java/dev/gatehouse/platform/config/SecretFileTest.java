package dev.gatehouse.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.crypto.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void a_secret_is_made_once_for_its_owner_alone() throws Exception {
    Path path = folder.resolve("deep/gatehouse.secret");
    Secret made = new SecretFile(path, warnings::add).readOrCreate();
    assertThat(made.reveal()).hasSizeGreaterThanOrEqualTo(64);
    assertThat(new SecretFile(path, warnings::add).readOrCreate()).isEqualTo(made);
    assertThat(permissions(path)).isEqualTo("rw-------");
    assertThat(warnings).isEmpty();
  }

  @Test
  void those_who_start_together_agree_on_one_secret_and_leave_nothing_behind() throws Exception {
    Path path = folder.resolve("gatehouse.secret");
    CountDownLatch start = new CountDownLatch(1);
    Set<Secret> secrets = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Secret>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        all.add(
            threads.submit(() -> {
              start.await();
              return new SecretFile(path, _ -> {}).readOrCreate();
            }));
      }
      start.countDown();
      for (Future<Secret> one : all) {
        secrets.add(one.get());
      }
    }
    assertThat(secrets).hasSize(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void a_secret_that_others_could_read_is_closed_with_a_warning() throws Exception {
    Path path = folder.resolve("gatehouse.secret");
    Secret made = new SecretFile(path, warnings::add).readOrCreate();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(new SecretFile(path, warnings::add).readOrCreate()).isEqualTo(made);
    assertThat(permissions(path)).isEqualTo("rw-------");
    assertThat(warnings).singleElement().asString().contains("could be read by others");
  }

  @Test
  void half_a_secret_is_refused_rather_than_replaced() throws Exception {
    Path path = folder.resolve("gatehouse.secret");
    Files.writeString(path, "short");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new SecretFile(path, warnings::add).readOrCreate())
        .withMessageContaining("is damaged")
        .withMessageNotContaining("short");
    assertThat(path).hasContent("short");
  }

  @Test
  void a_place_where_nothing_can_be_kept_is_told_in_one_sentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> new SecretFile(file.resolve("gatehouse.secret"), warnings::add).readOrCreate())
        .withMessageStartingWith("The secret cannot be kept in ");
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
