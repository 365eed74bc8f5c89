package dev.gatehouse.app.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, as the build wrote it into the jar.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "gatehouse " + Objects.requireNonNullElse(version, "(from a source checkout)")
    };
  }
}
