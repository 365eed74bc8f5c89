package dev.gatehouse.contracts;

import dev.gatehouse.flows.signup.ConcealedSignUp;
import dev.gatehouse.flows.signup.SignUp;
import org.jspecify.annotations.Nullable;

/// How people register.
///
/// @param concealed takes the place of `signUp` where nobody is told whether there was an account;
///   null elsewhere
/// @param verifiedFirst whether a new account has no session until its email is verified
public record Newcomers(SignUp signUp, @Nullable ConcealedSignUp concealed, boolean verifiedFirst) {
  /// What is said to whoever has to go on by mail.
  public static final String CHECK_MAIL = "Check your mail to go on";
}
