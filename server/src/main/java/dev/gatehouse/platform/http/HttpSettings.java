package dev.gatehouse.platform.http;

import java.util.List;
import java.util.Set;

/// How the server listens and whom it believes.
///
/// @param corsOrigins the origins whose pages may read answers, credentials included
/// @param trustedProxies the peers whose `X-Forwarded-For` and `X-Request-Id` count
/// @param strictTransport whether browsers are told to use https alone (RFC 6797)
public record HttpSettings(
    String host,
    int port,
    Set<String> corsOrigins,
    List<AddressRange> trustedProxies,
    boolean strictTransport) {}
