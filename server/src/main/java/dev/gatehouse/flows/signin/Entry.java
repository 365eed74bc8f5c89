package dev.gatehouse.flows.signin;

import java.util.List;

/// What a user gets for a proof that was right.
public sealed interface Entry {

  /// A session.
  record In(SignedIn signedIn) implements Entry {}

  /// A token for the next step, which opens nothing else.
  ///
  /// @param methods what a second factor can be shown by; empty for the other steps
  record Half(NextStep next, String token, List<String> methods) implements Entry {
    @Override
    public String toString() {
      return "Half[" + next + "]";
    }
  }
}
