package dev.gatehouse.platform.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every variable there is. A name that is not here is unknown.
///
/// @param groups the variables, in the order in which the docs list them
/// @param reserved environment names that something else reads, such as the launcher's own
public record Catalogue(List<Group> groups, Set<String> reserved) {
  /// Every name may also be written with this in front.
  public static final String PREFIX = "GATEHOUSE_";

  /// Variables that belong together, and the file that reads them.
  public record Group(String title, List<Variable<?>> variables) {
    public Group {
      variables = List.copyOf(variables);
    }
  }

  public Catalogue {
    groups = List.copyOf(groups);
    reserved = Set.copyOf(reserved);
    Set<String> names = new HashSet<>();
    for (Variable<?> variable : all(groups)) {
      requireNew(names, variable.name());
      variable.aliases().forEach(alias -> requireNew(names, alias));
    }
  }

  /// The variable that `spelling` means, if any; upper case, without the prefix.
  Optional<Variable<?>> find(String spelling) {
    for (Variable<?> variable : variables()) {
      if (variable.answersTo(spelling)) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }

  /// All variables, in order.
  public List<Variable<?>> variables() {
    return all(groups);
  }

  /// The tables of the documentation, in Markdown.
  public String markdown() {
    StringBuilder page = new StringBuilder();
    for (Group group : groups) {
      page.append("### ").append(group.title()).append("\n\n");
      page.append("| variable | default | meaning |\n| --- | --- | --- |\n");
      group.variables().forEach(variable -> page.append(row(variable)));
      page.append('\n');
    }
    return page.toString();
  }

  private static String row(Variable<?> variable) {
    StringBuilder names = new StringBuilder("`" + variable.name() + "`");
    variable.aliases().forEach(alias -> names.append(" or `").append(alias).append('`'));
    String doc = variable.later() ? "Not yet: " + variable.doc() : variable.doc();
    return "| %s | %s | %s |\n".formatted(names, variable.shownDefault(), doc.replace("|", "\\|"));
  }

  private static List<Variable<?>> all(List<Group> groups) {
    return groups.stream().<Variable<?>>flatMap(group -> group.variables().stream()).toList();
  }

  private static void requireNew(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException(name + " is declared twice");
    }
  }
}
