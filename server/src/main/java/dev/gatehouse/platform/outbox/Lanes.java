package dev.gatehouse.platform.outbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How much is under way on this node in each lane: parcels that go to one recipient, who may be
/// slow and must hold up nobody else. What is in no lane counts for none.
final class Lanes {
  static final String NONE = "";

  private final Map<String, Integer> underWay = new HashMap<>();
  private final int each;

  /// @param each how many parcels of one lane are under way at the same time
  Lanes(int each) {
    this.each = each;
  }

  /// Those that have no place.
  synchronized Set<String> full() {
    return underWay.entrySet().stream()
        .filter(lane -> lane.getValue() >= each)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Takes a place in their lanes for as many rows as there are places, in their order.
  synchronized List<OutboxTable.Waiting> enter(List<OutboxTable.Waiting> rows) {
    return rows.stream().filter(row -> enter(row.lane())).toList();
  }

  /// Gives a place back.
  synchronized void leave(String lane) {
    underWay.computeIfPresent(lane, (_, count) -> count == 1 ? null : count - 1);
  }

  private boolean enter(String lane) {
    if (lane.equals(NONE)) {
      return true;
    }
    int count = underWay.getOrDefault(lane, 0);
    if (count >= each) {
      return false;
    }
    underWay.put(lane, count + 1);
    return true;
  }
}
