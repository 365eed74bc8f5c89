package dev.gatehouse.identity.passwords;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A bounded queue that serves addresses in turn, so that one that sends much waits behind itself
/// and not before the others.
///
/// When it is full, a newcomer takes the place of the newest job of whichever address holds the
/// most, if that address still holds no fewer than the newcomer's afterwards. So one address can
/// fill an idle queue, but not keep others out; and those who wait longest are never displaced. Not
/// safe for use by many threads.
final class FairQueue<J> {
  private final int capacity;

  /// In the order of their turns.
  private final Map<String, Deque<J>> jobsByAddress = new LinkedHashMap<>();

  private int size;

  FairQueue(int capacity) {
    this.capacity = capacity;
  }

  Offer<J> offer(String address, J job) {
    J displaced = null;
    if (size >= capacity) {
      Optional<J> victim = displaceFor(address);
      if (victim.isEmpty()) {
        return new Offer.Refused<>();
      }
      displaced = victim.get();
    }
    jobsByAddress.computeIfAbsent(address, _ -> new ArrayDeque<>()).addLast(job);
    size++;
    return displaced == null ? new Offer.Taken<>() : new Offer.TakenInsteadOf<>(displaced);
  }

  /// The oldest job of the address whose turn it is, or null.
  @Nullable J poll() {
    if (size == 0) {
      return null;
    }
    String address = jobsByAddress.keySet().iterator().next();
    Deque<J> jobs = jobsByAddress.remove(address);
    if (jobs == null) {
      return null;
    }
    J job = jobs.removeFirst();
    size--;
    if (!jobs.isEmpty()) {
      jobsByAddress.put(address, jobs);
    }
    return job;
  }

  /// Forgets a job that is not wanted any more. Whether it was still waiting.
  boolean remove(String address, J job) {
    Deque<J> jobs = jobsByAddress.get(address);
    if (jobs == null || !jobs.remove(job)) {
      return false;
    }
    size--;
    if (jobs.isEmpty()) {
      jobsByAddress.remove(address);
    }
    return true;
  }

  int size() {
    return size;
  }

  private Optional<J> displaceFor(String newcomer) {
    Deque<J> own = jobsByAddress.get(newcomer);
    int share = own == null ? 0 : own.size();
    return jobsByAddress.values().stream()
        .max(Comparator.comparingInt(Deque::size))
        .filter(largest -> largest.size() >= share + 2)
        .map(largest -> {
          size--;
          return largest.removeLast();
        });
  }

  /// What came of offering a job.
  sealed interface Offer<J> {
    record Taken<J>() implements Offer<J> {}

    record TakenInsteadOf<J>(J displaced) implements Offer<J> {}

    record Refused<J>() implements Offer<J> {}
  }
}
