/// The proof that nobody changed, removed, reordered or inserted an audit event.
///
/// Events are written unsealed, by [dev.gatehouse.identity.audit.Audit]. One node at a time seals
/// them: each gets the next position and the hash over its predecessor's hash and itself ([Chain]).
/// Every so often the position and hash reached are signed with a key of their own ([Checkpoint]).
/// [ChainCheck] walks the chain. Read [EventSealer] first.
@NullMarked
package dev.gatehouse.identity.chain;

import org.jspecify.annotations.NullMarked;
