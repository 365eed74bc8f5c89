/// What a node tidies in the background: nothing that anybody's safety hangs on.
@NullMarked
package dev.gatehouse.flows.housekeeping;

import org.jspecify.annotations.NullMarked;
