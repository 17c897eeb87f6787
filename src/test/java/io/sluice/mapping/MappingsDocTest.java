package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Mapped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/mappings.md says, tried. */
class MappingsDocTest {
    private static final String PAGE = page();
    private static final String EVENT = blocks("json").get(0);

    /** The first two cells of the lines of a table. */
    record Line(String given, String result) {}

    static List<Line> values() {
        return table("Value");
    }

    static List<Line> conditions() {
        return table("Condition");
    }

    static List<Line> members() {
        return table("Member");
    }

    static List<Line> contextProperties() {
        return table("Context property");
    }

    @ParameterizedTest
    @MethodSource("values")
    void the_value_gives_what_the_page_says(Line line) {
        var mapped = Sample.map(Sample.upsert("fields: { X: " + line.given() + " }"), EVENT);
        if (line.result().equals("refused")) {
            assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        } else {
            var x = ((Mapped.Wanted) mapped).row().values().get("X");
            assertThat(x == null ? "nothing" : x.toString()).isEqualTo(line.result());
        }
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void the_condition_holds_as_the_page_says(Line line) {
        var mapped = Sample.map(Sample.upsert("fields: {}").replace("when: {}", "when: " + line.given()), EVENT);
        assertThat(mapped instanceof Mapped.Wanted ? "yes" : "no").isEqualTo(line.result());
    }

    @ParameterizedTest
    @MethodSource("members")
    void the_member_becomes_the_column(Line line) {
        assertThat(TitleCase.of(line.given())).isEqualTo(line.result());
    }

    @Test
    void the_context_table_is_complete() throws Unmappable {
        var body = JsonNodeFactory.instance.objectNode();
        var expected = new ArrayList<String>();
        for (var line : contextProperties()) {
            var context = body.withObject("/context");
            var parts = line.given().split("\\.");
            var holder = parts.length == 2 ? context.withObject("/" + parts[0]) : context;
            holder.put(parts[parts.length - 1], line.given());
            expected.add(line.result());
        }
        var columns = new Fields(Optional.empty(), ContextTable.STANDARD, List.of(), Optional.empty(), List.of())
                .of(body, Nulls.OMIT);
        assertThat(columns.values().keySet())
                .containsExactlyElementsOf(expected)
                .hasSize(23);
    }

    @Test
    void the_table_of_identifiers_is_complete() {
        assertThat(table("Identifier").stream().map(Line::given))
                .containsExactlyElementsOf(IdentifierTable.STANDARD.stream()
                        .map(field -> field.column().text())
                        .toList());
    }

    @Test
    void the_tables_of_traits_are_complete() {
        var lead = TraitTables.lead();
        assertThat(fields("Trait | Field of a Lead"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(fields(lead), Stream.of("name FirstName", "name LastName"))
                                .toList());
        assertThat(fields("Trait | Field of an Account"))
                .containsExactlyInAnyOrderElementsOf(
                        fields(TraitTables.account(List.of("Billing"))).toList());
    }

    /** A trait, folded, and its field. */
    private static List<String> fields(String head) {
        return table(head).stream()
                .flatMap(line -> quoted(line.given())
                        .flatMap(trait -> quoted(line.result()).map(field -> folded(trait) + " " + field)))
                .toList();
    }

    private static Stream<String> quoted(String cell) {
        var open = cell.chars().filter(c -> c == '`').count() % 2 == 0;
        return Pattern.compile("[\\w.]+(?=`)")
                .matcher(open ? cell + "`" : cell)
                .results()
                .map(MatchResult::group);
    }

    private static String folded(String path) {
        return Stream.of(path.split("\\.")).map(StandardTraits::folded).collect(Collectors.joining("."));
    }

    private static Stream<String> fields(StandardTraits table) {
        return Stream.concat(
                fields("", table.fields()),
                table.nested().entrySet().stream().flatMap(object -> fields(object.getKey() + ".", object.getValue())));
    }

    private static Stream<String> fields(String prefix, Map<String, List<ColumnName>> fields) {
        return fields.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(column -> prefix + one.getKey() + " " + column.text()));
    }

    @Test
    void the_mappings_have_no_mistakes() {
        for (var yaml : blocks("yaml")) {
            assertThat(Sample.read(Map.of("docs.mapping.yaml", yaml)).mistakes())
                    .as(yaml)
                    .isEmpty();
        }
    }

    private static List<Line> table(String head) {
        var lines = new ArrayList<Line>();
        var body = PAGE.substring(PAGE.indexOf("\n| " + head + " |") + 1);
        body.substring(0, body.indexOf("\n\n")).lines().skip(2).forEach(line -> {
            var cells = line.split(" \\| ");
            lines.add(new Line(plain(cells[0].substring(2)), plain(cells[1].replaceFirst(" \\|$", ""))));
        });
        return lines;
    }

    private static String plain(String cell) {
        return cell.strip().replaceAll("^`|`$", "");
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(PAGE)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String page() {
        try {
            return Files.readString(Path.of("docs/mappings.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
