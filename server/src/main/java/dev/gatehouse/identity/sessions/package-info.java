/// Sessions: one row a sign-in, for its whole life. Ending the row ends all that carries it.
///
/// Read [Sessions] first.
@NullMarked
package dev.gatehouse.identity.sessions;

import org.jspecify.annotations.NullMarked;
