/// The databases of the four backends that Gatehouse takes the place of, read and carried over.
///
/// Read [LegacyImport] first.
@NullMarked
package dev.gatehouse.flows.transfer.legacy;

import org.jspecify.annotations.NullMarked;
