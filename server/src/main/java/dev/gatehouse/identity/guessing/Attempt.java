package dev.gatehouse.identity.guessing;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An attempt that was counted, before anybody knew what would come of it. Unless it is said to
/// have succeeded, or taken back, closing it leaves it a failure.
public final class Attempt implements AutoCloseable {
  /// How long everybody else from this address has to wait, while what is behind the door runs for
  /// somebody who was let in for the sake of their device.
  private static final ScopedValue<Long> OWED = ScopedValue.newInstance();

  private final Guard guard;
  private final List<Key> keys;
  private final Counted here;
  private final @Nullable Counted everywhere;
  private final long owedMillis;

  Attempt(Guard guard, List<Key> keys, Counted here, @Nullable Counted everywhere) {
    this.guard = guard;
    this.keys = List.copyOf(keys);
    this.here = here;
    this.everywhere = everywhere;
    this.owedMillis = 0;
  }

  /// One that is counted for nothing yet.
  ///
  /// @param owedMillis how long it would have to wait, were it not for the device
  Attempt(Guard guard, long owedMillis) {
    this.guard = guard;
    this.keys = List.of();
    this.here = new Counted(0, List.of());
    this.everywhere = null;
    this.owedMillis = owedMillis;
  }

  /// Does what is behind the door.
  public <T> T behind(Supplier<T> work) {
    return owedMillis > 0 ? ScopedValue.where(OWED, owedMillis).call(work::get) : work.get();
  }

  /// How long whoever is behind the door has to wait unless the device is that of the account they
  /// try; 0 when they were counted for their address.
  static long owedMillis() {
    return OWED.isBound() ? OWED.get() : 0;
  }

  /// It was right: it is taken back, and what was counted for this account from this address, or
  /// for this device, is forgotten. What others tried on the account is not.
  public void succeeded() {
    refund();
    guard.forget(keys);
  }

  /// It came to no judgement: it is taken back.
  public void refund() {
    guard.refund(keys, here, everywhere);
  }

  /// Others may be waiting for it.
  @Override
  public void close() {
    guard.judge(keys);
  }
}
