/// Proof by password: the policy, the hashes, and the bounded pool that computes them.
@NullMarked
package dev.gatehouse.identity.passwords;

import org.jspecify.annotations.NullMarked;
