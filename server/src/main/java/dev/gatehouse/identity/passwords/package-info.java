/// Proof by password: the policy, the hashes, and the bounded pool that computes them.
///
/// Read [Passwords] first. A further kind of hash is a [HashKind].
@NullMarked
package dev.gatehouse.identity.passwords;

import org.jspecify.annotations.NullMarked;
