/// Redis, which may be gone at any time: what it holds can be done without.
///
/// Owns the connection, its patience, and the knowledge whether Redis answers. Read [Redis] first.
@NullMarked
package dev.gatehouse.platform.redis;

import org.jspecify.annotations.NullMarked;
