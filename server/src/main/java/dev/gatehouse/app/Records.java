package dev.gatehouse.app;

import dev.gatehouse.flows.administration.Why;
import java.util.Optional;

/// What the server wrote down, in the hands of an operator.
public final class Records {
  private final Settings settings;

  public Records(Settings settings) {
    this.settings = settings;
  }

  /// What is known of the session or request `id`; empty when that is nothing.
  public Optional<Why.Answer> why(String id) {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      return parts.why().ask(id);
    }
  }
}
