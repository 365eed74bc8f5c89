/// Tests that drive the whole server over HTTP, as its clients and its enemies do.
@NullMarked
package dev.gatehouse.journeys;

import org.jspecify.annotations.NullMarked;
