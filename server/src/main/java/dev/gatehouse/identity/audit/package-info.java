/// The append-only record of who did what, to whom, from where, and what came of it.
///
/// Events are written in the transaction of what they record. Read [Audit] first.
@NullMarked
package dev.gatehouse.identity.audit;

import org.jspecify.annotations.NullMarked;
