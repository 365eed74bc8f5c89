package dev.gatehouse.platform.outbound;

import dev.gatehouse.platform.http.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Addresses that are not the public internet's: one's own machine and network, the services that
/// clouds answer with at fixed addresses, and IPv6 addresses with such an address inside.
///
/// From the registries of special-purpose addresses (RFC 6890); of IPv6 only what is handed out as
/// global unicast (RFC 4291 section 2.5.4) counts as public.
final class InternalAddresses {
  private static final List<AddressRange> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Azure answers its guests here.
          "168.63.129.16",
          // IETF protocols with Teredo, documentation, 6to4.
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

  /// An IPv4 address in its last 32 bits (RFC 6052 section 2.1).
  private static final AddressRange TRANSLATED = AddressRange.parse("64:ff9b::/96");

  private InternalAddresses() {}

  /// An IPv4-mapped address is IPv4, as Java reads it; one to be translated is what it is
  /// translated to; this machine's own addresses are internal, however public.
  static boolean isPublic(InetAddress address) {
    if (TRANSLATED.contains(address)) {
      return isPublic(embedded(address));
    }
    if (!(address instanceof Inet4Address) && !GLOBAL_UNICAST.contains(address)) {
      return false;
    }
    return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address)) && !isOwn(address);
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  private static List<AddressRange> ranges(String... written) {
    return Arrays.stream(written).map(AddressRange::parse).toList();
  }
}
