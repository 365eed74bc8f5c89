package dev.gatehouse.flows.administration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What takes long to find out, kept for half a minute and never into the next one. Of those who
/// ask at once one finds out, and the others wait.
final class Kept<T> {
  private static final Duration TIME = Duration.ofSeconds(30);

  private @Nullable Found<T> found;

  synchronized T get(Instant now, Supplier<T> source) {
    Found<T> known = found;
    if (known == null || known.isOver(now)) {
      known = new Found<>(now, source.get());
      found = known;
    }
    return known.what;
  }

  private record Found<T>(Instant at, T what) {
    boolean isOver(Instant now) {
      return now.isBefore(at) || !now.isBefore(at.plus(TIME)) || !minute(now).equals(minute(at));
    }

    private static Instant minute(Instant time) {
      return time.truncatedTo(ChronoUnit.MINUTES);
    }
  }
}
