/// Invitations to make an account: for one address, with roles, good for one use. Who may invite
/// whom is the business of those who use them.
@NullMarked
package dev.gatehouse.identity.invitations;

import org.jspecify.annotations.NullMarked;
