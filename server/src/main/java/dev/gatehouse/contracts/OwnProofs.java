package dev.gatehouse.contracts;

import dev.gatehouse.flows.signin.FactorEnrollment;
import dev.gatehouse.flows.signin.OwnFactors;
import dev.gatehouse.flows.signin.PasskeyStepUp;
import dev.gatehouse.flows.signin.PasswordChange;
import dev.gatehouse.flows.signin.StepUp;

/// What users do about that which proves who they are.
public record OwnProofs(
    FactorEnrollment enrollment,
    OwnFactors factors,
    StepUp stepUp,
    PasskeyStepUp passkeyStepUp,
    PasswordChange password) {}
