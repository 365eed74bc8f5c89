package dev.gatehouse.testing;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// Mutants (`-Pmutate`): every JVM that tries some asks first which tests a class has, and it asks
/// by running them all. There they do nothing.
public final class AskedOnly implements InvocationInterceptor {
  private static final boolean MUTANTS = System.getProperty("gatehouse.mutants") != null;

  @Override
  public void interceptBeforeAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runUnlessAsked(invocation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runUnlessAsked(invocation);
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runUnlessAsked(invocation);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runUnlessAsked(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runUnlessAsked(invocation);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runUnlessAsked(invocation);
  }

  private static void runUnlessAsked(Invocation<@Nullable Void> invocation) throws Throwable {
    if (MUTANTS && isAsking()) {
      invocation.skip();
    } else {
      invocation.proceed();
    }
  }

  private static boolean isAsking() {
    Set<String> callers =
        StackWalker.getInstance()
            .walk(frames -> frames.map(StackFrame::getClassName).collect(Collectors.toSet()));
    return callers.contains("org.pitest.junit5.JUnit5TestUnitFinder")
        && callers.contains("org.pitest.mutationtest.execute.MutationTestMinion");
  }
}
