/// What the server says of itself: health, the root, its documentation.
@NullMarked
package dev.gatehouse.contracts.server;

import org.jspecify.annotations.NullMarked;
