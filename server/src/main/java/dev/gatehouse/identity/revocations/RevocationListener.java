package dev.gatehouse.identity.revocations;

/// Holds something in memory that news can make stale. Called on every node, more than once for the
/// same news, and by any thread.
public interface RevocationListener {
  /// Something about this user is new: what is told of them, or their epoch.
  default void userChanged(String user) {}

  /// The session has ended.
  default void sessionEnded(String session) {}

  /// The session's opaque token was replaced.
  default void sessionTokenReplaced(String session) {}

  /// What a role may do has changed, and with it the epochs of all who hold it.
  default void rolesChanged() {
    everythingChanged();
  }

  default void signingKeysChanged() {}

  /// News may have been missed: nothing held may be believed.
  void everythingChanged();
}
