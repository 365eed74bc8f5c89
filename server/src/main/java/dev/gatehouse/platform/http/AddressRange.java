package dev.gatehouse.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The addresses that share their first `prefix` bits with `network`; a single address is a range
/// with all bits fixed. Written as in RFC 4632 section 3.1 and RFC 4291 section 2.3.
public record AddressRange(InetAddress network, int prefix) {
  private static final Pattern WRITTEN = Pattern.compile("([0-9a-fA-F:.]+)(?:/([0-9]{1,3}))?");
  private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /// Clears the bits behind the prefix, so that equal ranges are equal records.
  public AddressRange {
    byte[] bytes = network.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException("a prefix has 0 to " + bytes.length * 8 + " bits");
    }
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    network = address(bytes);
  }

  /// Reads `10.0.0.0/8`, `192.0.2.7`, `fd00::/8` or `::1`. Names are not looked up.
  ///
  /// @throws IllegalArgumentException when it is none of these
  public static AddressRange parse(String text) {
    String complaint = "must hold addresses like 10.0.0.7 or ranges like 10.0.0.0/8 and fd00::/8";
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(complaint);
    }
    String literal = matcher.group(1);
    if (!literal.contains(":") && !FOUR_PARTS.matcher(literal).matches()) {
      throw new IllegalArgumentException(complaint);
    }
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      String bits = matcher.group(2);
      int all = address.getAddress().length * 8;
      return new AddressRange(address, bits == null ? all : Integer.parseInt(bits));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(complaint, e);
    }
  }

  /// Whether `address` lies in the range. An IPv4 address that came in IPv6's clothes
  /// (`::ffff:10.0.0.1`) counts as IPv4, as Java reads it.
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] wanted = network.getAddress();
    if (bytes.length != wanted.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (((bytes[bit / 8] ^ wanted[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("the bytes came from an address", e);
    }
  }
}
