package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.storage.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what is personal about one user out of the events, and leaves what they prove.
///
/// Of what the user did, the address goes, and of what was done to the user or to one of their
/// sessions, the detail. An administrator's own address stays with what they did to the user, and
/// what the user did to others as an administrator keeps its detail: that is about the others.
final class Erasure {
  private static final Set<String> ABOUT_OTHERS =
      Set.of("user", "users", "role", "permission", "signing_key", "webhook", "admin");

  private final ErasureTable table = new ErasureTable();

  void erase(Tx tx, String user) {
    table.lockChain(tx);
    Set<String> subjects = new HashSet<>(table.sessionsOf(tx, user));
    subjects.add(user);
    List<Change> changes = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    for (Personal event : table.personal(tx, user, subjects)) {
      if (seen.add(event.id)) {
        changes.add(change(event, user, subjects));
      }
    }
    table.apply(tx, changes);
  }

  private static Change change(Personal event, String user, Set<String> subjects) {
    boolean own = event.actor == null || event.actor.equals(user);
    boolean subject = event.target != null && subjects.contains(event.target);
    return new Change(
        event.id,
        own ? event.address.erased(Commitment.ADDRESS) : event.address,
        subject || !isAboutOthers(event.action)
            ? event.detail.erased(Commitment.DETAIL)
            : event.detail);
  }

  private static boolean isAboutOthers(String action) {
    return ABOUT_OTHERS.contains(action.split("\\.", 2)[0]);
  }

  /// One field as it stands in a row.
  ///
  /// @param salt null when the event is not sealed yet, or there is no value
  /// @param commitment there when the value was erased after it had been sealed
  @SuppressWarnings("ArrayRecordComponent") // read once, written once, never compared
  record Field(@Nullable String value, byte @Nullable [] salt, byte @Nullable [] commitment) {
    Field erased(String name) {
      return value == null || salt == null
          ? new Field(null, null, commitment)
          : new Field(null, null, Commitment.of(salt, name, value));
    }
  }

  /// An event that tells something personal.
  record Personal(
      UUID id,
      @Nullable String actor,
      String action,
      @Nullable String target,
      Field address,
      Field detail) {}

  /// What its two fields are to be.
  record Change(UUID id, Field address, Field detail) {}
}
