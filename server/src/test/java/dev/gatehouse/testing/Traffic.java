package dev.gatehouse.testing;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that are signed in and, without a pause, refresh at one door and show what they got at
/// every door, until they are told to stop. Whatever is not answered 200 is remembered.
public final class Traffic implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final List<Api> doors;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Api.Pair> left = new ConcurrentLinkedQueue<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final List<Thread> clients = new ArrayList<>();
  private volatile String lastToken = "";
  private volatile boolean stopped;

  /// @param doors where the nodes are, or a proxy before them
  public Traffic(List<Api> doors, int count) {
    this.doors = List.copyOf(doors);
    for (int i = 0; i < count; i++) {
      String email = "traffic" + NUMBER.incrementAndGet() + "@example.com";
      Api.Pair pair = doors.getFirst().newcomer(email);
      lastToken = pair.access();
      int client = i;
      clients.add(Thread.ofVirtual().start(() -> run(client, pair)));
    }
  }

  /// What was answered otherwise than 200; a client whose refresh fails gives up.
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /// The newest access token.
  public String lastToken() {
    return lastToken;
  }

  /// Waits until so many more rounds are done.
  public void awaitMore(int count) {
    int goal = rounds.get() + count;
    Eventually.holds("traffic runs", () -> rounds.get() >= goal || !failures.isEmpty());
  }

  /// Lets every client finish what it is at; their last tokens.
  public List<Api.Pair> stop() {
    stopped = true;
    try {
      for (Thread client : clients) {
        client.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(left);
  }

  @Override
  public void close() {
    stop();
  }

  private void run(int client, Api.Pair first) {
    Api.Pair pair = first;
    try {
      for (int i = client; !stopped; i++) {
        pair = round(doors.get(i % doors.size()), pair);
        rounds.incrementAndGet();
      }
      left.add(pair);
    } catch (UncheckedIOException | IllegalStateException e) {
      failures.add(e.toString());
    }
  }

  private Api.Pair round(Api door, Api.Pair pair) {
    Answer refreshed = door.refresh(pair.refresh());
    if (refreshed.status() != 200) {
      throw new IllegalStateException("refresh: " + refreshed.status());
    }
    Api.Pair next = Api.pair(refreshed);
    lastToken = next.access();
    for (Api each : doors) {
      int status = each.me(next.access()).status();
      if (status != 200) {
        failures.add("me: " + status);
      }
    }
    return next;
  }
}
