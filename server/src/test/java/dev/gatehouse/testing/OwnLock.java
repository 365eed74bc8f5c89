package dev.gatehouse.testing;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/// A lock that nobody else takes. Whatever is in a class that has one runs on one thread: its
/// databases and its tests follow one another, while the class runs beside others.
public final class OwnLock implements ResourceLocksProvider {

  @Override
  public Set<Lock> provideForClass(Class<?> test) {
    return Set.of(new Lock(test.getName()));
  }
}
