package dev.gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The house stands as ARCHITECTURE.md says.
@Order(1)
class ArchitectureTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.gatehouse");

  @Test
  void a_floor_uses_only_the_floors_below_it() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("app")
        .definedBy("dev.gatehouse.app..")
        .layer("contracts")
        .definedBy("dev.gatehouse.contracts..")
        .layer("flows")
        .definedBy("dev.gatehouse.flows..")
        .layer("identity")
        .definedBy("dev.gatehouse.identity..")
        .layer("platform")
        .definedBy("dev.gatehouse.platform..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("contracts")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("flows")
        .mayOnlyBeAccessedByLayers("app", "contracts")
        .whereLayer("identity")
        .mayOnlyBeAccessedByLayers("app", "contracts", "flows")
        .check(SERVER);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("dev.gatehouse.(*).(*)..").should().beFreeOfCycles().check(SERVER);
    slices().matching("dev.gatehouse.(*)..").should().beFreeOfCycles().check(SERVER);
  }

  @Test
  void flows_never_call_one_another() {
    slices().matching("dev.gatehouse.flows.(*)..").should().notDependOnEachOther().check(SERVER);
  }

  @Test
  void sql_is_spoken_in_tables_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.gatehouse.platform.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..")
        .check(SERVER);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.gatehouse.platform.storage..")
        .and()
        .haveSimpleNameNotEndingWith("Table")
        .should()
        .callMethod("dev.gatehouse.platform.storage.Tx", "sql", "java.lang.String")
        .orShould()
        .callMethod("dev.gatehouse.platform.storage.Tx", "batch", "java.lang.String")
        .check(SERVER);
  }

  @Test
  void the_http_library_is_known_in_platform_http_and_outbound_only() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.gatehouse.platform.http..", "dev.gatehouse.platform.outbound..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .check(SERVER);
  }

  @Test
  void time_randomness_and_the_environment_are_handed_in() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.gatehouse.platform..", "dev.gatehouse.app..")
        .should()
        .callMethod("java.time.Instant", "now")
        .orShould()
        .callMethod("java.lang.System", "currentTimeMillis")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod("java.lang.System", "getenv")
        .orShould()
        .callMethod("java.lang.System", "getenv", "java.lang.String")
        .check(SERVER);
  }

  @Test
  void every_package_says_what_it_owns_and_takes_no_null() {
    Set<String> marked =
        SERVER.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(SERVER.stream().map(JavaClass::getPackageName).distinct())
        .isNotEmpty()
        .allMatch(marked::contains);
  }

  @Test
  void names_come_from_the_domain() {
    classes().should().haveNameNotMatching(".*(Manager|Utils?|Helper|Impl)$").check(SERVER);
  }
}
