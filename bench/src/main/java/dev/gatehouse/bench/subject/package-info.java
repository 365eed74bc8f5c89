/// What is measured: the server as a process of its own, and the databases under it.
@NullMarked
package dev.gatehouse.bench.subject;

import org.jspecify.annotations.NullMarked;
