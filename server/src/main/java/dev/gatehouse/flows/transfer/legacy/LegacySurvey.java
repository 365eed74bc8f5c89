package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.platform.storage.ForeignDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A first reading of the old users: how many there are, who can't be carried and why, and which of
/// them are one mailbox in two spellings. It keeps an address a user, nothing more.
final class LegacySurvey {
  private static final int MOST_TOLD = 1_000;

  private final Map<String, Seen> firstOf = new HashMap<>();
  private final Map<String, List<Seen>> conflicts = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();
  private long remarksTotal;
  private long found;
  private long refused;
  private long administrators;
  private long secondFactors;
  private long withoutPassword;

  static LegacySurvey of(
      ForeignDatabase source, List<String> columns, LegacyUserReader reader, LegacyRoles roles) {
    LegacySurvey survey = new LegacySurvey();
    source.each("users", columns, row -> survey.note(reader.read(row), roles));
    return survey;
  }

  private void note(LegacyUser.Reading reading, LegacyRoles roles) {
    found++;
    switch (reading) {
      case LegacyUser.Reading.Refused(String oldId, String why) -> {
        refused++;
        remark("Skipped: user " + oldId + " " + why + ".");
      }
      case LegacyUser.Reading.Read(LegacyUser user, String note) -> {
        if (note != null) {
          remark("Note: user " + user.oldId() + " " + note + ".");
        }
        count(user, roles);
        see(user);
      }
    }
  }

  private void count(LegacyUser user, LegacyRoles roles) {
    administrators += roles.of(user).contains(Roles.ADMIN) ? 1 : 0;
    secondFactors += user.totpSecret() == null ? 0 : 1;
    withoutPassword += user.hash() == null ? 1 : 0;
  }

  private void see(LegacyUser user) {
    Seen seen = new Seen(user.oldId(), user.address().value(), user.createdAt());
    Seen first = firstOf.putIfAbsent(user.address().key(), seen);
    if (first != null) {
      conflicts
          .computeIfAbsent(user.address().key(), _ -> new ArrayList<>(List.of(first)))
          .add(seen);
    }
  }

  private void remark(String text) {
    remarksTotal++;
    if (remarks.size() < MOST_TOLD) {
      remarks.add(text);
    }
  }

  long found() {
    return found;
  }

  long refused() {
    return refused;
  }

  /// Users of one mailbox, by its key.
  Map<String, List<Seen>> conflicts() {
    return conflicts;
  }

  /// The old ids of those who must stay behind, for another has their mailbox.
  ///
  /// @param newest whether of each mailbox the newest user comes along; otherwise none does
  Set<String> left(boolean newest) {
    Set<String> left = new HashSet<>();
    for (List<Seen> group : conflicts.values()) {
      Seen kept = newest ? group.stream().max(Seen.BY_AGE).orElseThrow() : null;
      group.stream().filter(seen -> !seen.equals(kept)).forEach(seen -> left.add(seen.oldId));
    }
    return left;
  }

  List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    if (remarksTotal > remarks.size()) {
      all.add("... and %d more.".formatted(remarksTotal - remarks.size()));
    }
    return all;
  }

  /// What there is to carry, in numbers.
  Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("users", found);
    numbers.put("that can't be carried", refused);
    numbers.put("without a usable password", withoutPassword);
    numbers.put("administrators", administrators);
    numbers.put("with a second factor", secondFactors);
    return numbers;
  }

  /// A user who was seen.
  record Seen(String oldId, String email, @Nullable Instant createdAt) {
    /// Of the same age the one with the longer, then the greater id is the newer.
    static final java.util.Comparator<Seen> BY_AGE =
        java.util.Comparator.comparing(
                (Seen seen) -> seen.createdAt == null ? Instant.EPOCH : seen.createdAt)
            .thenComparingInt(seen -> seen.oldId.length())
            .thenComparing(Seen::oldId);
  }
}
