package dev.gatehouse.platform.ratelimit;

import java.net.InetAddress;
import java.util.HexFormat;

/// Who counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a network's
/// owner cannot choose freely (RFC 4291 section 2.5.1).
final class Clients {
  private static final int NETWORK_BYTES = 8;

  private Clients() {}

  /// @param address as written by [InetAddress#getHostAddress]; empty for none
  static String key(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    int zone = address.indexOf('%');
    byte[] bytes =
        InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
    return HexFormat.of().formatHex(bytes, 0, Math.min(NETWORK_BYTES, bytes.length));
  }
}
