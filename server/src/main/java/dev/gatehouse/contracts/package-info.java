/// The HTTP contracts: JSON in, one call, JSON out. What all of them do the same way is here.
@NullMarked
package dev.gatehouse.contracts;

import org.jspecify.annotations.NullMarked;
