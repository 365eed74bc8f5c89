/// The roof: the only code that sees everything. Builds the parts by hand and starts them.
///
/// [Settings] is the whole configuration; each `*Variables` class declares one group of variables
/// and reads it into a record of [Settings].
@NullMarked
package dev.gatehouse.app;

import org.jspecify.annotations.NullMarked;
