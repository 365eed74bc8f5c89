package dev.gatehouse.platform.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many virtual threads that set off together.
final class Crowd {
  private Crowd() {}

  /// What each of them returned; throws if one of them threw.
  static <T> List<T> of(int size, Callable<T> each) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < size; i++) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return each.call();
            }));
      }
      start.countDown();
      return collect(answers);
    }
  }

  private static <T> List<T> collect(List<Future<T>> answers) throws Exception {
    List<T> collected = new ArrayList<>();
    for (Future<T> answer : answers) {
      try {
        collected.add(answer.get());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception known ? known : e;
      }
    }
    return collected;
  }
}
