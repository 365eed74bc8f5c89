package dev.gatehouse.contracts.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param nextCursor leads to the next page; null when there is none
record Listing<T>(List<T> items, @Nullable String nextCursor) {}
