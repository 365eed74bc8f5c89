/// JSON at the edge: strict reading into records, with the field named when something is wrong.
@NullMarked
package dev.gatehouse.platform.json;

import org.jspecify.annotations.NullMarked;
