/// The smoke test: whole journeys through a contract, from outside, against any running server.
///
/// Owns what is asked and what is expected, step by step. Knows nothing of how a server is built:
/// it speaks HTTP alone, so that it can be pointed at another release or another machine.
@NullMarked
package dev.gatehouse.app.smoke;

import org.jspecify.annotations.NullMarked;
