package dev.gatehouse.platform.mail;

import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Parcel;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where mails end up that have no mail server to go to, on a developer's machine: the last ones
/// are kept in memory.
public final class Mailbox implements Delivery {
  private static final int KEPT = 200;

  private final Deque<Received> letters = new ArrayDeque<>();
  private final Clock clock;
  private final @Nullable PrintStream terminal;

  /// @param terminal where each mail is printed as well; null when nobody looks
  public Mailbox(Clock clock, @Nullable PrintStream terminal) {
    this.clock = clock;
    this.terminal = terminal;
  }

  @Override
  public Result deliver(Parcel parcel) {
    Letter letter = Letter.ofPayload(parcel.payload());
    synchronized (letters) {
      letters.addFirst(new Received(parcel.id(), clock.instant(), letter));
      while (letters.size() > KEPT) {
        letters.removeLast();
      }
    }
    if (terminal != null) {
      terminal.printf("--- mail to %s: %s%n%s---%n", letter.to(), letter.subject(), letter.text());
      terminal.flush();
    }
    return new Delivered();
  }

  /// The last mails, the newest first.
  public List<Received> newest() {
    synchronized (letters) {
      return List.copyOf(letters);
    }
  }

  /// One mail that came in.
  public record Received(UUID id, Instant at, Letter letter) {}
}
