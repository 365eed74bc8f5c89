package dev.gatehouse.contracts.auth;

import dev.gatehouse.flows.profile.Erasure;
import dev.gatehouse.flows.profile.OwnData;
import dev.gatehouse.flows.profile.OwnEvents;
import dev.gatehouse.flows.profile.OwnProfile;
import dev.gatehouse.flows.signin.OwnPassword;

/// What users do with their own account.
///
/// @param password proves who they are before the account goes
public record OwnAccount(
    OwnProfile profile, OwnData data, Erasure erasure, OwnPassword password, OwnEvents events) {}
