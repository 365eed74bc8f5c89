package dev.gatehouse.bench.measures;

import dev.gatehouse.platform.threads.Niceness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.generators.BCrypt;

/// The library that hashes the server's passwords, on as many threads, with nothing around it.
final class BareHashes {
  private static final int COST = 12;

  /// The server's hash threads yield as much; on a busy machine that counts.
  private static final int NICENESS = 5;

  private static final byte[] PASSWORD = "A-long-Passw0rd!".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SALT = "sixteen bytes ok".getBytes(StandardCharsets.UTF_8);

  /// Hashes a second on all processors.
  double run(Duration time) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < processors; i++) {
        rates.add(threads.submit(() -> hashFor(time)));
      }
      double total = 0;
      for (Future<Double> rate : rates) {
        total += rate.get();
      }
      return total;
    } catch (ExecutionException e) {
      throw new IllegalStateException("hashing failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static double hashFor(Duration time) {
    Niceness.set(NICENESS);
    long begin = System.nanoTime();
    long spent;
    int count = 0;
    do {
      BCrypt.generate(PASSWORD, SALT, COST, true);
      count++;
      spent = System.nanoTime() - begin;
    } while (spent < time.toNanos());
    return count * 1e9 / spent;
  }
}
