package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/segment.md has each case once, and names tests that there are. */
class SegmentDocTest {
    private static final int CASES = 108;
    private static final Path DATA = Path.of("src/test/resources/cases");
    private static final List<String> BY_DATA = List.of("SegmentCasesTest", "RecordCasesTest");

    /** Case, verdict, tests. */
    private static final Pattern LINE = Pattern.compile(
            "^\\| ([A-Z]+(?:-[AC])?-\\d{3}) \\| [^|]+ \\| \\*(same|better|not applicable)\\*[^|]* \\|([^|]*)\\|$",
            Pattern.MULTILINE);

    private static final Pattern ANY_LINE = Pattern.compile("^\\| [A-Z]+-.*$", Pattern.MULTILINE);
    private static final Pattern ID = Pattern.compile("^ +- id: (\\S+)$", Pattern.MULTILINE);

    @Test
    void every_case_has_one_line_with_a_verdict() throws IOException {
        var lines = lines();
        assertThat(lines)
                .extracting(line -> line.group(1))
                .doesNotHaveDuplicates()
                .hasSize(CASES);
        assertThat(found(ANY_LINE, 0, page())).hasSize(CASES);
    }

    @Test
    void every_line_names_tests_that_there_are() throws IOException {
        for (var line : lines()) {
            var tests = NamedTest.in(line.group(3));
            assertThat(tests.isEmpty())
                    .as(line.group(1))
                    .isEqualTo(line.group(2).equals("not applicable"));
            for (var test : tests) {
                assertThat(test.exists())
                        .as(line.group(1) + " is shown by " + test.name())
                        .isTrue();
            }
        }
    }

    @Test
    void what_is_shown_by_data_is_there_and_nothing_else() throws IOException {
        var ids = new TreeSet<String>();
        try (var files = Files.walk(DATA)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                ids.addAll(found(ID, 1, Files.readString(file)));
            }
        }
        assertThat(lines().stream()
                        .filter(line -> BY_DATA.stream().anyMatch(line.group(3)::contains))
                        .map(line -> line.group(1)))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    private static List<MatchResult> lines() throws IOException {
        return LINE.matcher(page()).results().toList();
    }

    private static List<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(match -> match.group(group)).collect(Collectors.toList());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/segment.md"));
    }
}
