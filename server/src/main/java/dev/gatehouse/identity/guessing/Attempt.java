package dev.gatehouse.identity.guessing;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An attempt that was counted, before anybody knew what would come of it. Unless it is said to
/// have succeeded, or taken back, closing it leaves it a failure.
public final class Attempt implements AutoCloseable {
  /// The known device that came to the door, while what is behind it runs.
  private static final ScopedValue<Key> DEVICE = ScopedValue.newInstance();

  private final Guard guard;
  private final List<Key> keys;
  private final Counted here;
  private final @Nullable Counted everywhere;

  Attempt(Guard guard, List<Key> keys, Counted here, @Nullable Counted everywhere) {
    this.guard = guard;
    this.keys = List.copyOf(keys);
    this.here = here;
    this.everywhere = everywhere;
  }

  /// Does what is behind the door.
  public <T> T behind(Supplier<T> work) {
    Key only = keys.getFirst();
    return only.lane() == Lane.DEVICE
        ? ScopedValue.where(DEVICE, only).call(work::get)
        : work.get();
  }

  /// Whether the work that runs is behind a door that this device was let in by.
  static boolean isFrom(Key device) {
    return DEVICE.isBound() && DEVICE.get().equals(device);
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
