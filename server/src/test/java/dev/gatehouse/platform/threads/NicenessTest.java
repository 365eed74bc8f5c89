package dev.gatehouse.platform.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NicenessTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void only_the_calling_thread_becomes_nicer() throws Exception {
    int before = ThreadStat.niceness();
    try (var threads = Executors.newSingleThreadExecutor()) {
      assertThat(threads.submit(() -> Niceness.set(before + 3)).get()).isTrue();
      assertThat(threads.submit(ThreadStat::niceness).get()).isEqualTo(before + 3);
    }
    assertThat(ThreadStat.niceness()).isEqualTo(before);
  }

  @Test
  void a_virtual_thread_leaves_the_thread_that_carries_it_alone() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread.startVirtualThread(() -> done.complete(Niceness.set(19)));
    assertThat(done.join()).isFalse();
  }
}
