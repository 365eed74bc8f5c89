/// What tests stand on: real databases, the whole server, the API's description as a judge.
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
