package dev.gatehouse.platform.outbox;

import java.time.Duration;

/// Delivers parcels of one kind.
@FunctionalInterface
public interface Delivery {
  /// Tries once, on a virtual thread, in no unit of work, and ends well within [Courier#LEASE]:
  /// later another node tries too. Whatever it throws counts as [TryAgain].
  Result deliver(Parcel parcel);

  /// What came of an attempt. The reasons are for the log: codes, without anything secret or
  /// personal.
  sealed interface Result {}

  /// It is where it should be.
  record Delivered() implements Result {}

  /// It may work later.
  record TryAgain(String why) implements Result {}

  /// Nothing was tried, since whoever gets it is busy: it comes again after `pause`, and this does
  /// not count as an attempt.
  record Later(Duration pause) implements Result {}

  /// It will never work.
  record GiveUp(String why) implements Result {}
}
