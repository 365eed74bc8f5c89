/// What the nodes did, minute by minute, and how many sessions were alive: figures for people to
/// look at, kept for some weeks.
///
/// Nothing waits for them and no request pays for them: a node counts in memory and writes one row
/// a minute. A minute without a row is one of which nothing is known. Read [Recorder] first, then
/// [Activity].
@NullMarked
package dev.gatehouse.identity.activity;

import org.jspecify.annotations.NullMarked;
