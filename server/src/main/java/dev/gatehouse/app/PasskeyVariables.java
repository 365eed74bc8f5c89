package dev.gatehouse.app;

import dev.gatehouse.identity.passkeys.RelyingParty;
import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.config.WebAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whom passkeys are for. None of it ever comes from a request.
final class PasskeyVariables {
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?!.*\\.[0-9]+$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private static final Variable<String> WEBAUTHN_RP_ID =
      Variable.open(
          "WEBAUTHN_RP_ID",
          "the host of `PUBLIC_URL`",
          PasskeyVariables::domain,
          "The domain that passkeys are bound to: that of every origin, or one above it. Passkeys"
              + " made under another are lost.");
  private static final Variable<List<String>> WEBAUTHN_ORIGINS =
      Variable.open(
          "WEBAUTHN_ORIGINS",
          "the origin of `PUBLIC_URL`",
          Parsers.list(WebAddress::origin),
          "Origins of the pages that may ask for passkeys; a list with commas or a JSON array."
              + " Other than on `localhost`, browsers have passkeys under https alone.");

  static final Group GROUP = new Group("Passkeys", List.of(WEBAUTHN_RP_ID, WEBAUTHN_ORIGINS));

  private PasskeyVariables() {}

  /// @param brand what authenticators show
  /// @throws ConfigException when an origin can have no passkeys of that domain
  static RelyingParty read(Values values, URI publicUrl, String brand) {
    String id = values.find(WEBAUTHN_RP_ID).orElse(publicUrl.getHost());
    String own = publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
    List<String> origins = values.find(WEBAUTHN_ORIGINS).orElse(List.of(own));
    if (origins.isEmpty()) {
      throw new ConfigException("WEBAUTHN_ORIGINS must name an origin.");
    }
    boolean chosen = values.isSet(WEBAUTHN_RP_ID) || values.isSet(WEBAUTHN_ORIGINS);
    for (String origin : origins) {
      URI page = URI.create(origin);
      String host = page.getHost();
      if (!host.equals(id) && !host.endsWith("." + id)) {
        throw new ConfigException(
            "WEBAUTHN_RP_ID ("
                + id
                + ") must be the host of every origin in WEBAUTHN_ORIGINS, or a domain above it; "
                + origin
                + " is elsewhere.");
      }
      if (chosen && !"https".equals(page.getScheme()) && !isLocal(host)) {
        throw new ConfigException(
            "WEBAUTHN_ORIGINS must be https, but for localhost: browsers have no passkeys for "
                + origin
                + ".");
      }
    }
    return new RelyingParty(id, brand, Set.copyOf(origins));
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.endsWith(".localhost");
  }

  private static String domain(String text) {
    String domain = text.strip().toLowerCase(Locale.ROOT);
    if (!domain.equals("localhost") && !DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException(
          "must be a domain like example.com, without scheme, port or path");
    }
    return domain;
  }
}
