/// Which credentials were refused at the door, and why: for operators, never for the client.
///
/// It belongs to no user's audit: anybody can have a credential refused, as often as they like. So
/// what is kept is bounded, and written behind the answer. Read [Refusals].
@NullMarked
package dev.gatehouse.identity.refusals;

import org.jspecify.annotations.NullMarked;
