/// Who exists: users, their email addresses and the epoch that ends what they hold.
///
/// Read [Accounts] first.
@NullMarked
package dev.gatehouse.identity.accounts;

import org.jspecify.annotations.NullMarked;
