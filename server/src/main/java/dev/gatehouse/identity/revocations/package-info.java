/// News that ends or changes something already handed out, followed by every node.
///
/// A row is written in the transaction of its cause, numbered without gaps in the order of the
/// commits; [RevocationFeed] reads what is new once a second. The node that wrote it knows at once.
/// Nothing is decided by a clock here: sessions end by their id, access tokens by the user's epoch.
///
/// Read [Revocations] first.
@NullMarked
package dev.gatehouse.identity.revocations;

import org.jspecify.annotations.NullMarked;
