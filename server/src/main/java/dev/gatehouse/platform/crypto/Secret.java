package dev.gatehouse.platform.crypto;

/// Text that must not be seen: a password, a token, a configured key. It cannot print itself.
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "[redacted]";
  }
}
