/// What tests of several packages share.
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
