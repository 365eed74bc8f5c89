/// Users carried in and out: as JSON lines, and from the databases of the backends before.
///
/// Read [UserImport] first.
@NullMarked
package dev.gatehouse.flows.transfer;

import org.jspecify.annotations.NullMarked;
