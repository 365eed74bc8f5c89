package dev.gatehouse.platform.http;

/// Answers one request. Runs on a virtual thread and may block.
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
