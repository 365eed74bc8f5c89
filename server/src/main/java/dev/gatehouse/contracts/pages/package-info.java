/// The pages for people: the dashboard as the build has packed it, and the look its operator gave
/// it.
@NullMarked
package dev.gatehouse.contracts.pages;

import org.jspecify.annotations.NullMarked;
