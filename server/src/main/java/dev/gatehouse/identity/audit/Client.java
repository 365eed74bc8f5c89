package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Secret;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Where a request came from.
///
/// @param address the client's address, seen through trusted proxies only; empty from the command
///   line
/// @param requestId the id of the request in the log
/// @param device what it shows to be a known device; empty for nothing
/// @param apiKey the id of the API key that it acts by; null for everybody else
public record Client(
    String address, String userAgent, String requestId, Secret device, @Nullable String apiKey) {
  private static final int IPV4_NETWORK_BYTES = 3;
  private static final int IPV6_NETWORK_BYTES = 6;
  private static final int IPV6_SOURCE_BYTES = 8;

  /// Somebody at the server's own shell.
  public static final Client COMMAND_LINE = new Client("", "", "");

  /// A client that shows no device.
  public Client(String address, String userAgent, String requestId) {
    this(address, userAgent, requestId, new Secret(""));
  }

  /// Somebody who shows no API key.
  public Client(String address, String userAgent, String requestId, Secret device) {
    this(address, userAgent, requestId, device, null);
  }

  /// The same, acting by this API key.
  public Client by(String key) {
    return new Client(address, userAgent, requestId, device, key);
  }

  /// What counts as one source of requests: the address, or its /64 for IPv6, where one customer
  /// has as many addresses as they like.
  public String source() {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, IPV6_SOURCE_BYTES);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  /// SHA-256 over the user agent and the network (/24, or /48 for IPv6): the same device in the
  /// same place gives the same bytes, and they tell neither.
  public byte[] fingerprint() {
    return Digests.sha256(network(), userAgent.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] network() {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return Arrays.copyOf(bytes, bytes.length == 4 ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
