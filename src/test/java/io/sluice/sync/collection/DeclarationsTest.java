package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sync.Column;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The collections and their tables as they are declared. */
class DeclarationsTest {
    private static final Path MAIN = Path.of("src/main/java");

    /** What was not asked for and is there all the same. */
    private static final Map<String, Set<String>> MORE = Map.of(
            "campaigns", Set.of(),
            "campaign_assets", Set.of("type_name", "object_id"),
            "lists", Set.of(),
            "interactions", Set.of("id", "stats_met_exit_criteria"),
            "goals", Set.of("id", "interaction_definition_id", "interaction_version"));

    @Test
    void every_column_that_was_asked_for_is_there_under_its_name_and_in_its_order() {
        assertThat(Declared.tables().map(Table::name)).containsExactlyInAnyOrderElementsOf(MORE.keySet());
        assertThat(Declared.tables()).allSatisfy(table -> assertThat(
                        names(table).filter(column -> !MORE.get(table.name()).contains(column)))
                .containsExactlyElementsOf(Declared.seed(table.name())));
        assertThat(Declared.tables()).allSatisfy(table -> assertThat(names(table))
                .containsAll(MORE.get(table.name()))
                .doesNotHaveDuplicates());
    }

    @Test
    void every_column_and_table_says_in_a_sentence_what_it_is() {
        assertThat(Declared.tables()).extracting(Table::comment).allMatch(comment -> comment.matches("[A-Z].*\\."));
        assertThat(Declared.tables().flatMap(table -> table.columns().stream()))
                .allSatisfy(column -> assertThat(column.comment())
                        .as(column.name())
                        .matches("(?s)[A-Z].*\\.")
                        .doesNotContain("|"));
    }

    @Test
    void journeys_is_another_name_of_interactions() {
        assertThat(Declared.tables().filter(table -> table.alias().isPresent()))
                .singleElement()
                .satisfies(
                        table -> assertThat(List.of(table.name(), table.alias().get()))
                                .containsExactly("interactions", "journeys"));
    }

    @Test
    void campaigns_are_read_before_their_assets() {
        assertThat(Declared.collections()).isSortedAccordingTo(Comparator.comparing(SourceCollection::order));
        assertThat(Declared.collections()).extracting(SourceCollection::order).doesNotHaveDuplicates();
    }

    @Test
    void every_collection_is_a_bean_that_keeps_the_contract_and_has_a_folder() throws Exception {
        var found = collectionsInTheSources();
        assertThat(found).hasSameSizeAs(Declared.collections());
        for (var name : found) {
            var type = Class.forName(name, false, getClass().getClassLoader());
            assertThat(type).hasAnnotation(Singleton.class);
            var test = Class.forName(name + "Test", false, getClass().getClassLoader());
            assertThat(test).isAssignableTo(SourceCollectionContract.class);
        }
        assertThat(Declared.collections()).allSatisfy(collection -> assertThat(
                        Fixture.of(collection.name()).folder())
                .isDirectoryContaining("glob:**/given.json")
                .isDirectoryContaining("glob:**/expected.json"));
    }

    private static Set<String> collectionsInTheSources() throws IOException {
        try (var files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java") && implementsIt(file))
                    .map(file -> MAIN.relativize(file)
                            .toString()
                            .replaceFirst("\\.java$", "")
                            .replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean implementsIt(Path file) {
        try {
            return Files.readString(file).contains("implements SourceCollection ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> names(Table table) {
        return table.columns().stream().map(Column::name);
    }
}
