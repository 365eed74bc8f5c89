package dev.gatehouse.identity.access;

import org.jspecify.annotations.Nullable;

/// A permission as operators see it.
///
/// @param builtIn whether the server itself asks for it; such a one can't be deleted
public record NamedPermission(String name, @Nullable String description, boolean builtIn) {}
