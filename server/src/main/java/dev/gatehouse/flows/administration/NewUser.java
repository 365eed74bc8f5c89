package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.platform.crypto.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is to have an account, and what it is from the start.
///
/// @param password checked against the policy already; null for an account without one, which can't
///   sign in by password
public record NewUser(
    EmailAddress email,
    @Nullable String name,
    @Nullable Secret password,
    List<String> roles,
    boolean active,
    boolean verified) {}
