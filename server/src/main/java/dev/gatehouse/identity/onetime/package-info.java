/// One-time tokens: bound to a user, a purpose and an epoch, kept as a hash, used once.
@NullMarked
package dev.gatehouse.identity.onetime;

import org.jspecify.annotations.NullMarked;
