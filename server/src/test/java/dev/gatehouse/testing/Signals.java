package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals to processes that a test started.
final class Signals {
  private Signals() {}

  /// @param name without `SIG`
  static void send(String name, long process) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("the signal was not sent");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
