package dev.gatehouse.platform.logs;

import java.util.Optional;

/// The request that this thread works for. A scoped value costs a request less than the logging
/// library's own map, which is copied for each.
public final class RequestScope {
  private static final ScopedValue<String> ID = ScopedValue.newInstance();

  private RequestScope() {}

  /// Does `work` for the request called `id`.
  public static <T, X extends Throwable> T run(
      String id, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(ID, id).call(work);
  }

  /// The id of the request; empty on threads that serve none.
  public static Optional<String> id() {
    return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
  }
}
