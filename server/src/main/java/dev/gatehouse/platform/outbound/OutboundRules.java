package dev.gatehouse.platform.outbound;

import dev.gatehouse.platform.http.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom the server may call.
///
/// @param plainHttp whether any host may be called without TLS; otherwise only those of `allowed`
/// @param allowed exceptions: internal hosts and addresses that may be called all the same
public record OutboundRules(boolean plainHttp, List<Exemption> allowed) {
  public OutboundRules {
    allowed = List.copyOf(allowed);
  }

  /// Why `target` may not be called, whatever its name resolves to; empty when it may. Words whose
  /// subject is the URL: `must not hold a user or a password`.
  public Optional<String> complaint(URI target) {
    String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
    String host = target.getHost();
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.of("must begin with https://");
    }
    if (host == null || host.isEmpty()) {
      return Optional.of("must name a host");
    }
    if (target.getRawUserInfo() != null) {
      return Optional.of("must not hold a user or a password");
    }
    if (target.getRawFragment() != null) {
      return Optional.of("must not hold a fragment");
    }
    if (host.indexOf('%') >= 0) {
      return Optional.of("must not name a network interface");
    }
    if (target.getPort() == 0 || target.getPort() > 65_535) {
      return Optional.of("must have a port from 1 to 65535");
    }
    if (scheme.equals("http") && !plainHttp && !isExempt(host)) {
      return Optional.of("must begin with https://");
    }
    return isPlainlyInternal(host) ? Optional.of("leads to an internal address") : Optional.empty();
  }

  /// Whether no look-up is needed to tell. Of other names only the connection tells.
  private boolean isPlainlyInternal(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      return !mayReach(host, InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether a connection to `address`, found under the name `host`, may be made.
  boolean mayReach(String host, InetAddress address) {
    return InternalAddresses.isPublic(address)
        || allowed.stream().anyMatch(one -> one.covers(host) || one.covers(address));
  }

  private boolean isExempt(String host) {
    return allowed.stream().anyMatch(one -> one.covers(host));
  }

  /// An entry of `OUTBOUND_ALLOW`.
  public sealed interface Exemption {
    /// Whether it names `host`, as it stands in a URL.
    boolean covers(String host);

    boolean covers(InetAddress address);

    /// Reads `hooks.internal`, `10.1.2.3` or `10.0.0.0/8`.
    ///
    /// @throws IllegalArgumentException when it is none of these
    static Exemption parse(String text) {
      return NamedHost.WRITTEN.matcher(text).matches()
          ? new NamedHost(text.toLowerCase(Locale.ROOT))
          : new Network(AddressRange.parse(text));
    }
  }

  /// A host by its name, wherever it is.
  record NamedHost(String name) implements Exemption {
    /// The last label of a name is not all digits (RFC 1123 section 2.1).
    private static final Pattern WRITTEN =
        Pattern.compile("(?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]*[A-Za-z][A-Za-z0-9_-]*");

    @Override
    public boolean covers(String host) {
      return host.equalsIgnoreCase(name);
    }

    @Override
    public boolean covers(InetAddress address) {
      return false;
    }
  }

  /// Every host in a range of addresses.
  record Network(AddressRange range) implements Exemption {
    @Override
    public boolean covers(String host) {
      String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      try {
        return range.contains(InetAddress.ofLiteral(literal));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public boolean covers(InetAddress address) {
      return range.contains(address);
    }
  }
}
