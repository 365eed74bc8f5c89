package dev.gatehouse.bench.load;

/// What one connection asks, one request after the other. Used by one thread.
public interface Conversation {
  /// The whole next request. The array belongs to the conversation, which may change it after the
  /// answer has come.
  byte[] next();

  /// The answer to the last request.
  ///
  /// @param bytes holds the body from `from` to `to`; reused for the next answer
  void answered(int status, byte[] bytes, int from, int to);
}
