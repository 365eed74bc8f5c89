/// Owns how often somebody may try to guess a secret, and which devices are known to belong to an
/// account's owner. Whether a guess is right is judged elsewhere.
@NullMarked
package dev.gatehouse.identity.guessing;

import org.jspecify.annotations.NullMarked;
