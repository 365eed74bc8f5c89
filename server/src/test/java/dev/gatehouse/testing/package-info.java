/// What tests of every floor share: databases to run on.
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
