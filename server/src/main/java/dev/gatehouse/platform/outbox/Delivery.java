package dev.gatehouse.platform.outbox;

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

  /// It will never work.
  record GiveUp(String why) implements Result {}
}
