package dev.gatehouse.platform.http;

import java.net.InetAddress;

/// Placeholder until the configuration branch lands.
public record AddressRange(InetAddress network, int prefixLength) {
  public boolean contains(InetAddress address) {
    return address.equals(network);
  }
}
