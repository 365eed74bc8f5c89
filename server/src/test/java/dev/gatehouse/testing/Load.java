package dev.gatehouse.testing;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that register without a pause until they are told to stop, and remember what they were
/// answered.
public final class Load implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String PASSWORD = "Test1234";

  private final Queue<String> registered = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean stopped;

  /// @param endsWithTheServer whether a client gives up when its connection breaks
  public Load(Api api, int count, boolean endsWithTheServer) {
    for (int i = 0; i < count; i++) {
      clients.add(Thread.ofVirtual().start(() -> registerAll(api, endsWithTheServer)));
    }
  }

  /// How many were registered so far.
  public int registered() {
    return registered.size();
  }

  /// How often each status was answered; 0 stands for no answer.
  public Map<Integer, Integer> answers() {
    Map<Integer, Integer> counted = new TreeMap<>();
    answers.forEach((status, count) -> counted.put(status, count.get()));
    return counted;
  }

  /// Waits until so many more have been registered.
  public void awaitMore(int count) throws InterruptedException {
    int goal = registered.size() + count;
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (registered.size() < goal) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nobody registers any more: " + answers());
      }
      Thread.sleep(20);
    }
  }

  /// The emails of those who do not sign in although their registration was acknowledged.
  public List<String> missing(Api api) {
    List<String> all = List.copyOf(registered);
    Queue<String> missing = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    Together.times(
        8,
        () -> {
          for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
            if (login(api, all.get(i)) != 200) {
              missing.add(all.get(i));
            }
          }
          return true;
        });
    return List.copyOf(missing);
  }

  @Override
  public void close() {
    stop();
  }

  /// Lets every client finish what it is at.
  public void stop() {
    stopped = true;
    try {
      for (Thread client : clients) {
        client.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void registerAll(Api api, boolean endsWithTheServer) {
    while (!stopped) {
      String email = "load" + NUMBER.incrementAndGet() + "@example.com";
      int status = register(api, email);
      answers.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
      if (status == 201) {
        registered.add(email);
      } else if (status == 0 && endsWithTheServer) {
        return;
      }
    }
  }

  /// Whoever is told to come back later does so.
  private static int login(Api api, String email) {
    AtomicInteger status = new AtomicInteger();
    Eventually.holds(
        "the server has time for a sign-in",
        () -> {
          status.set(api.login(email, PASSWORD).status());
          return status.get() != 503;
        });
    return status.get();
  }

  private static int register(Api api, String email) {
    try {
      return api.register(email, PASSWORD).status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }
}
