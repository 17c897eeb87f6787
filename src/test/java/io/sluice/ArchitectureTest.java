package io.sluice;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: which package may use which, and what no file may do. */
class ArchitectureTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final int LONGEST_FILE = 400;

    /** What each package may use besides itself; the top package ("") and ops, which put the parts together, may use all. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("event", Set.of()),
            entry("delivery", Set.of("event")),
            entry("inbox", Set.of("delivery", "event")),
            entry("ingest", Set.of("inbox", "delivery", "event")),
            entry("mapping", Set.of("delivery", "event")),
            entry("sfmc", Set.of("delivery", "mapping", "event")),
            entry("salesforce", Set.of("delivery", "mapping", "event")),
            entry("sync", Set.of("sfmc", "delivery", "event")));

    private static final Set<String> MAY_USE_ALL = Set.of("", "ops");
    private static final Pattern OURS = Pattern.compile("\\bio\\.sluice\\.([a-z]*)");
    private static final Pattern EXCHANGE = Pattern.compile("\\borg\\.apache\\.camel\\.Exchange\\b");
    private static final Pattern PART_OF_CAMEL =
            Pattern.compile("\\b(extends (Default|Scheduled)\\w+|implements .*(AggregationStrategy|Processor))\\b");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|SECONDS)\\.sleep\\(");

    @Test
    void dependencies_point_one_way() throws IOException {
        assertThat(sources(MAIN).flatMap(Source::wrongDependencies)).isEmpty();
    }

    /** Beans take and give our own types; only what extends Camel itself sees an exchange. */
    @Test
    void beans_know_nothing_of_exchanges() throws IOException {
        var beans = sources(MAIN)
                .filter(source -> !PART_OF_CAMEL.matcher(source.text()).find());
        assertThat(beans.flatMap(source -> source.linesWith(EXCHANGE))).isEmpty();
    }

    @Test
    void tests_wait_for_something_instead_of_sleeping() throws IOException {
        assertThat(sources(TEST).flatMap(source -> source.linesWith(SLEEP))).isEmpty();
    }

    @Test
    void names_say_what_a_class_is() throws IOException {
        assertThat(sources(MAIN, TEST).map(source -> source.path().toString()))
                .noneMatch(path -> path.matches(".*(Util|Utils|Manager|Impl|Helper)\\.java"));
    }

    @Test
    void no_file_is_too_long_to_read() throws IOException {
        assertThat(sources(MAIN, TEST))
                .allSatisfy(source -> assertThat(source.text().lines())
                        .as(source.path().toString())
                        .hasSizeLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void an_import_against_the_direction_is_noticed() {
        var source = new Source(
                MAIN.resolve("io/sluice/event/A.java"), "package io.sluice.event;\nimport io.sluice.inbox.B;");
        assertThat(source.wrongDependencies())
                .containsExactly("src/main/java/io/sluice/event/A.java:2: event may not use inbox");
    }

    private static Stream<Source> sources(Path... roots) throws IOException {
        var sources = new ArrayList<Source>();
        for (var root : roots) {
            try (var files = Files.walk(root)) {
                for (var file :
                        (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                    sources.add(new Source(file, Files.readString(file)));
                }
            }
        }
        assertThat(sources).isNotEmpty();
        return sources.stream();
    }

    private record Source(Path path, String text) {
        /** The first name below {@code io.sluice}; empty for the top package itself. */
        String part() {
            var below = MAIN.resolve("io/sluice").relativize(path);
            return below.getNameCount() == 1 ? "" : below.getName(0).toString();
        }

        Stream<String> wrongDependencies() {
            if (MAY_USE_ALL.contains(part())) {
                return Stream.empty();
            }
            assertThat(MAY_USE).as("the packages of the house").containsKey(part());
            return matches(OURS).stream()
                    .filter(used ->
                            !used.name().equals(part()) && !MAY_USE.get(part()).contains(used.name()))
                    .map(used -> "%s:%d: %s may not use %s"
                            .formatted(
                                    path,
                                    used.line(),
                                    part(),
                                    used.name().isEmpty() ? "the top package" : used.name()));
        }

        Stream<String> linesWith(Pattern pattern) {
            return matches(pattern).stream().map(found -> path + ":" + found.line());
        }

        /** What the pattern's first group holds, or all of it when it has no group, with the number of its line. */
        private List<Found> matches(Pattern pattern) {
            var found = new ArrayList<Found>();
            var lines = text.lines().toList();
            for (var i = 0; i < lines.size(); i++) {
                var matcher = pattern.matcher(lines.get(i));
                while (matcher.find()) {
                    found.add(new Found(i + 1, matcher.group(Math.min(1, matcher.groupCount()))));
                }
            }
            return found;
        }
    }

    private record Found(int line, String name) {}
}
