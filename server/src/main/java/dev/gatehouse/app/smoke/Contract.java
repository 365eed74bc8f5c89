package dev.gatehouse.app.smoke;

import java.util.Locale;

/// The contracts that have a journey.
public enum Contract {
  V1;

  /// Goes the whole way through this contract. What went wrong is in `steps`.
  public void run(SmokeClient client, Steps steps) {
    switch (this) {
      case V1 -> new V1Journey(client, steps).run();
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
