/// The load generator: one thread, many connections, prebuilt requests, so that it costs far less
/// than the server it measures.
@NullMarked
package dev.gatehouse.bench.load;

import org.jspecify.annotations.NullMarked;
