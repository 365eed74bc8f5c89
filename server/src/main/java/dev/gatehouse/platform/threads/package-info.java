/// How much of the machine a thread may take.
@NullMarked
package dev.gatehouse.platform.threads;

import org.jspecify.annotations.NullMarked;
