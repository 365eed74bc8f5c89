package dev.gatehouse.platform.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Finds the client behind trusted proxies.
///
/// `X-Forwarded-For` is read from the right: each entry was written by the peer before it, so the
/// first entry that is not a trusted proxy is the client. What stands to its left is hearsay.
final class ClientAddresses {
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([0-9A-Fa-f:.]+)\\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

  private final List<AddressRange> trusted;

  ClientAddresses(List<AddressRange> trusted) {
    this.trusted = trusted;
  }

  String of(Request request) {
    InetAddress peer = peer(request);
    if (peer == null) {
      return "";
    }
    if (!isTrusted(peer)) {
      return peer.getHostAddress();
    }
    List<String> forwarded = request.getHeaders().getValuesList("X-Forwarded-For");
    InetAddress client = peer;
    for (String entry : entriesFromTheRight(forwarded)) {
      InetAddress address = literal(entry);
      if (address == null) {
        break;
      }
      client = address;
      if (!isTrusted(address)) {
        break;
      }
    }
    return client.getHostAddress();
  }

  boolean comesFromTrustedProxy(Request request) {
    InetAddress peer = peer(request);
    return peer != null && isTrusted(peer);
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static @Nullable InetAddress peer(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress socket
        ? socket.getAddress()
        : null;
  }

  private static List<String> entriesFromTheRight(List<String> headers) {
    return headers.stream()
        .flatMap(header -> List.of(header.split(",", -1)).stream())
        .map(String::strip)
        .toList()
        .reversed();
  }

  /// An address written as one, with a port or without (`192.0.2.7:4711`, `[2001:db8::7]:4711`, as
  /// some proxies write them); a name is never looked up.
  private static @Nullable InetAddress literal(String text) {
    Matcher withPort = WITH_PORT.matcher(text);
    String address = text;
    if (withPort.matches()) {
      address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    }
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
