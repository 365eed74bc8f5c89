/// One class a question; each compares two things in interleaved rounds of one run.
@NullMarked
package dev.gatehouse.bench.measures;

import org.jspecify.annotations.NullMarked;
