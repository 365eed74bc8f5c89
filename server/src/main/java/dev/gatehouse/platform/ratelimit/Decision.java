package dev.gatehouse.platform.ratelimit;

/// Whether one request is let in, and what the client is told.
///
/// @param standing the value of `RateLimit` (draft-ietf-httpapi-ratelimit-headers)
/// @param retryAfterSeconds for a request that is not let in: when to come again, at least 1
public record Decision(boolean admitted, String standing, long retryAfterSeconds) {}
