/// Creating accounts.
@NullMarked
package dev.gatehouse.flows.signup;

import org.jspecify.annotations.NullMarked;
