/// Measures Gatehouse as a user would meet it: a server process, a database, and requests over TCP.
///
/// Read [Bench] first.
@NullMarked
package dev.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
