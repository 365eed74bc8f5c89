package dev.gatehouse.platform.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When things were last used: written behind the answer, at most once a minute a thing on each
/// node.
public final class Uses<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Uses.class);
  private static final int SECONDS_BETWEEN = 60;
  private static final int KNOWN = 100_000;
  private static final int WAITING = 100_000;
  private static final int WRITTEN_AT_ONCE = 200;

  private final Database database;
  private final String what;
  private final Comparator<K> order;
  private final BiConsumer<Tx, List<K>> writer;
  private final Cache<K, Long> notedAt = Caffeine.newBuilder().maximumSize(KNOWN).build();
  private final Set<K> waiting = ConcurrentHashMap.newKeySet();

  /// @param what the things, for the log: `sessions`
  /// @param order in which rows are taken, the same on every node
  /// @param writer notes that these were used now
  public Uses(Database database, String what, Comparator<K> order, BiConsumer<Tx, List<K>> writer) {
    this.database = database;
    this.what = what;
    this.order = order;
    this.writer = writer;
  }

  /// Notes that the thing was used at `now`.
  public void note(K thing, Instant now) {
    long second = now.getEpochSecond();
    Long noted = notedAt.getIfPresent(thing);
    if (noted != null && second - noted < SECONDS_BETWEEN) {
      return;
    }
    notedAt.put(thing, second);
    if (waiting.size() < WAITING) {
      waiting.add(thing);
    }
  }

  /// Writes down what was noted. What can't be written is lost: it is only for people to read.
  public void flush() {
    List<K> used = new ArrayList<>(waiting);
    used.sort(order);
    waiting.removeAll(used);
    for (int from = 0; from < used.size(); from += WRITTEN_AT_ONCE) {
      write(used.subList(from, Math.min(used.size(), from + WRITTEN_AT_ONCE)));
    }
  }

  private void write(List<K> used) {
    try {
      database.write(tx -> {
        writer.accept(tx, used);
        return true;
      });
    } catch (StorageException e) {
      LOG.warn("When {} {} were last used was not written: {}", used.size(), what, e.getMessage());
    }
  }
}
