package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What was packaged: the product without the sandbox, the sandbox without the product. */
class SandboxPackageIT {
    private static final Path PRODUCT = Path.of("target/quarkus-app");
    private static final Path SANDBOX = Path.of("target/sandbox/sluice-sandbox.jar");

    @Test
    void the_production_package_holds_no_class_of_the_sandbox() throws IOException {
        List<String> entries;
        try (var files = Files.walk(PRODUCT)) {
            entries = files.filter(file -> file.toString().endsWith(".jar"))
                    .flatMap(SandboxPackageIT::entries)
                    .toList();
        }
        assertThat(entries).contains("io/sluice/Sluice.class");
        assertThat(entries).noneMatch(entry -> entry.contains("sandbox"));
    }

    @Test
    void the_sandbox_jar_holds_no_class_of_the_product() {
        assertThat(entries(SANDBOX).filter(entry -> entry.endsWith(".class")))
                .contains("io/sluice/sandbox/Sandbox.class")
                .allMatch(entry -> entry.startsWith("io/sluice/sandbox/"));
    }

    @Test
    void the_sandbox_jar_runs_by_itself() {
        try (var sandbox = SandboxProcess.startJar()) {
            assertThat(new Caller(sandbox)
                            .signedIn()
                            .get("/data/v1/customobjects?$search=_")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Stream<String> entries(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
