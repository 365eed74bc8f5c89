/// The roof: the only code that sees everything. Read [Server] first.
@NullMarked
package dev.gatehouse.app;

import org.jspecify.annotations.NullMarked;
