/// Figures that parts of the server keep about themselves, and how they are declared to whoever
/// shows them.
///
/// Owns no format: nothing here is read unless somebody asks. Labels are words of the program,
/// never what a request or a user brought.
@NullMarked
package dev.gatehouse.platform.metrics;

import org.jspecify.annotations.NullMarked;
