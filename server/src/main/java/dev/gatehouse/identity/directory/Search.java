package dev.gatehouse.identity.directory;

import dev.gatehouse.identity.directory.Entry.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which users are looked for. A null filter lets everybody pass.
///
/// @param text the beginning of an email address or of a name, in whatever case
public record Search(
    @Nullable String text,
    @Nullable Boolean active,
    @Nullable Boolean verified,
    @Nullable Boolean mfa,
    @Nullable String role) {
  public static final Search EVERYBODY = new Search(null, null, null, null, null);

  boolean passes(Entry entry) {
    return passes(entry.state()) && (role == null || entry.roles().contains(role));
  }

  boolean passes(State state) {
    return (active == null || active == state.active())
        && (verified == null || verified == state.verified())
        && (mfa == null || mfa == state.mfa());
  }

  boolean asksForState() {
    return active != null || verified != null || mfa != null;
  }

  /// Every state that passes.
  List<State> states() {
    List<State> states = new ArrayList<>();
    for (int bits = 0; bits < 8; bits++) {
      State state = new State((bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0);
      if (passes(state)) {
        states.add(state);
      }
    }
    return states;
  }
}
