/// The shell scripts that start Gatehouse, run against made-up JVMs, and the distribution itself.
@NullMarked
package dev.gatehouse.launcher;

import org.jspecify.annotations.NullMarked;
