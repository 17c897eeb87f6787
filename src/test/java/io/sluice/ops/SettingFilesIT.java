package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.PackagedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and which one holds, packaged: as docs/settings.md has it. */
class SettingFilesIT {
    private static final String STORE = "sluice.store.url=jdbc:sqlite:";

    @TempDir
    Path directory;

    @BeforeEach
    void everyFileNamesAStoreOfItsOwn() throws Exception {
        Files.createSymbolicLink(directory.resolve("routes"), Path.of("routes").toAbsolutePath());
        Files.writeString(directory.resolve("application.properties"), STORE + "in-the-working-directory.db\n");
        Files.writeString(
                Files.createDirectory(directory.resolve("secrets")).resolve("a.properties"), STORE + "in-secrets.db\n");
        Files.writeString(
                Files.createDirectory(directory.resolve("mounted")).resolve("b.properties"), STORE + "mounted.db\n");
    }

    @Test
    void a_file_of_secrets_goes_before_the_settings_of_the_working_directory() throws Exception {
        assertThat(check(Map.of())).contains("store: jdbc:sqlite:in-secrets.db");
    }

    @Test
    void the_directory_of_secrets_can_be_another_one() throws Exception {
        assertThat(check(Map.of("SLUICE_SECRETS", directory.resolve("mounted").toString())))
                .contains("store: jdbc:sqlite:mounted.db");
    }

    @Test
    void without_secrets_the_settings_of_the_working_directory_go_before_those_that_are_packaged() throws Exception {
        assertThat(check(Map.of("SLUICE_SECRETS", directory.resolve("nowhere").toString())))
                .contains("store: jdbc:sqlite:in-the-working-directory.db");
    }

    @Test
    void the_environment_goes_before_all_files() throws Exception {
        assertThat(check(Map.of("SLUICE_STORE_URL", "jdbc:sqlite:in-the-environment.db")))
                .contains("store: jdbc:sqlite:in-the-environment.db");
    }

    private String check(Map<String, String> environment) throws Exception {
        var command = PackagedProgram.command(List.of());
        command.add("check");
        var out = directory.resolve("out.txt");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
            return Files.readString(out);
        } finally {
            process.destroyForcibly();
        }
    }
}
