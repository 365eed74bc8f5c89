/// Time as the contracts write it.
@NullMarked
package dev.gatehouse.platform.time;

import org.jspecify.annotations.NullMarked;
