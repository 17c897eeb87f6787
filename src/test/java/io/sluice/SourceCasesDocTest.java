package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/source-cases.md has each case once, and names tests that there are. */
class SourceCasesDocTest {
    private static final int CASES = 31;

    /** Case, tests. */
    private static final Pattern LINE =
            Pattern.compile("^\\| ([a-z]+-\\d{2}) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);

    @Test
    void every_case_has_one_line() throws IOException {
        assertThat(lines())
                .extracting(line -> line.group(1))
                .doesNotHaveDuplicates()
                .hasSize(CASES);
    }

    @Test
    void every_line_names_tests_that_there_are() throws IOException {
        for (var line : lines()) {
            var tests = NamedTest.in(line.group(2));
            assertThat(tests).as(line.group(1)).isNotEmpty();
            for (var test : tests) {
                assertThat(test.exists())
                        .as(line.group(1) + " is shown by " + test.name())
                        .isTrue();
            }
        }
    }

    private static List<MatchResult> lines() throws IOException {
        return LINE.matcher(Files.readString(Path.of("docs/source-cases.md")))
                .results()
                .toList();
    }
}
