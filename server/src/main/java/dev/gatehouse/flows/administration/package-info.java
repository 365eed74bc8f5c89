/// What operators do to users, sessions, roles and keys, over HTTP and at the command line alike.
///
/// Nobody gives what they do not have, nobody acts on somebody who may do more than they, and there
/// is always an administrator left. Every act and every denial is in the audit. Read
/// [dev.gatehouse.flows.administration.UserAdministration] first.
@NullMarked
package dev.gatehouse.flows.administration;

import org.jspecify.annotations.NullMarked;
