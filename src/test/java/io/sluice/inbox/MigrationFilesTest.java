package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.resource.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFilesTest {
    private static final Path DIRECTORIES = Path.of("src/main/resources/db");

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void every_file_is_given_as_it_is(String database) throws IOException {
        var files = new MigrationFiles(new Location("classpath:db/" + database));
        try (var there = Files.list(DIRECTORIES.resolve(database))) {
            assertThat(files.getResources("V", new String[] {".sql"}))
                    .extracting(Resource::getFilename)
                    .containsExactlyInAnyOrderElementsOf(
                            there.map(file -> file.getFileName().toString()).toList());
        }
        for (var name : MigrationFiles.NAMES) {
            try (var file = new BufferedReader(files.getResource(name).read())) {
                assertThat(file.lines())
                        .containsExactlyElementsOf(
                                Files.readAllLines(DIRECTORIES.resolve(database).resolve(name)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"R", "before", "V2"})
    void nothing_else_is_given(String prefix) {
        var files = new MigrationFiles(new Location("classpath:db/sqlite"));
        assertThat(files.getResources(prefix, new String[] {".sql"})).isEmpty();
        assertThat(files.getResource(prefix)).isNull();
    }
}
