package dev.gatehouse.identity.guessing;

import java.util.List;

/// What came of counting an attempt under several keys at once: all of them or none.
///
/// @param waitMillis how long to wait; 0 when it was counted
/// @param until for each key the time until which it now keeps others out; empty when it was not
record Counted(long waitMillis, List<Long> until) {
  Counted {
    until = List.copyOf(until);
  }

  static Counted refused(long waitMillis) {
    return new Counted(waitMillis, List.of());
  }

  boolean isLetIn() {
    return waitMillis == 0;
  }
}
