/// Owns every HTTP request that the server makes to somebody else: whom it may reach, and how long
/// and how much it listens. What a request is for is its sender's affair.
@NullMarked
package dev.gatehouse.platform.outbound;

import org.jspecify.annotations.NullMarked;
