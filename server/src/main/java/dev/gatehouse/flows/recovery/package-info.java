/// Getting into an account without its password: a link that is used once.
@NullMarked
package dev.gatehouse.flows.recovery;

import org.jspecify.annotations.NullMarked;
