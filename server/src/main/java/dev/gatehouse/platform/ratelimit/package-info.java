/// How much one client may ask for: token buckets, in memory or shared through Redis.
///
/// Owns the counting and the words for it in HTTP. Knows neither routes nor requests. Read
/// [RateLimiter] first.
@NullMarked
package dev.gatehouse.platform.ratelimit;

import org.jspecify.annotations.NullMarked;
