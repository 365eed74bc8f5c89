/// `/ws`: the handshake.
@NullMarked
package dev.gatehouse.contracts.live;

import org.jspecify.annotations.NullMarked;
