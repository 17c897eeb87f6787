package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sync.collection.Declared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/source.md says, tried. */
class SourceDocTest {
    private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_page_has_every_column_as_it_is_declared() {
        assertThat(Declared.tables())
                .allSatisfy(table -> assertThat(shown(table.name())).isEqualTo(lines(table.columns())));
        assertThat(shown("Columns of every table")).isEqualTo(lines(Table.COMMON));
        assertThat(shown("_sync_runs")).isEqualTo(lines(RunTables.RUNS.columns()));
        assertThat(shown("_sync_state")).isEqualTo(lines(RunTables.STATE.columns()));
        assertThat(shown("Columns of the history")).isEqualTo(lines(ownOfTheHistory()));
    }

    @Test
    void the_page_has_the_key_of_every_table() {
        assertThat(Declared.tables()).allSatisfy(table -> assertThat(section(table.name()))
                .contains("Its key is `" + String.join("` and `", table.key()) + "`."));
    }

    @Test
    void there_are_three_queries() {
        assertThat(queries()).hasSize(3);
    }

    @Nested
    class AskedOfSqlite extends SourceQueriesContract {
        @TempDir
        Path directory;

        @Override
        TestWarehouse create() {
            return SqliteWarehouse.in(directory);
        }
    }

    @Nested
    class AskedOfPostgres extends SourceQueriesContract {
        @Override
        TestWarehouse create() {
            return PostgresWarehouse.create();
        }
    }

    private static List<Column> ownOfTheHistory() {
        var names = List.of(Shape.VALID_FROM, Shape.VALID_TO, Table.ROW_HASH);
        return Shape.history(Declared.tables().findFirst().orElseThrow()).columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
    }

    static List<String> queries() {
        return QUERY.matcher(page()).results().map(match -> match.group(1)).toList();
    }

    private static List<String> lines(List<Column> columns) {
        return columns.stream()
                .map(column -> "| `%s` | %s | %s |".formatted(column.name(), word(column.type()), column.comment()))
                .toList();
    }

    private static List<String> shown(String heading) {
        return section(heading).lines().filter(line -> line.startsWith("| `")).toList();
    }

    /** From its heading to the next. */
    private static String section(String heading) {
        var start = page().indexOf("### " + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        var rest = page().substring(start + 1);
        return rest.substring(0, rest.contains("\n##") ? rest.indexOf("\n##") : rest.length());
    }

    private static String word(Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INTEGER -> "integer";
            case DOUBLE -> "decimal";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "time";
            case JSON -> "JSON";
        };
    }

    private static String page() {
        try {
            return Files.readString(Path.of("docs/source.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
