package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsDocTest {
    private static final Pattern LINE = Pattern.compile("^\\| `(\\w+)` \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);

    @Test
    void every_reason_has_a_line_that_says_what_to_do() throws IOException {
        var lines = linesOfThePage();
        assertThat(lines.stream().map(line -> line.group(1)))
                .containsExactlyElementsOf(
                        Stream.of(Reason.values()).map(Reason::code).toList());
        assertThat(lines).allSatisfy(line -> assertThat(List.of(line.group(2), line.group(3)))
                .as(line.group(1))
                .allMatch(sentence -> sentence.endsWith(".")));
    }

    @Test
    void what_to_do_about_a_pause_is_what_log_and_health_say() throws IOException {
        assertThat(linesOfThePage())
                .filteredOn(line -> !reason(line).remedy().isEmpty())
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line.group(3)).isEqualTo(reason(line).remedy()));
    }

    private static Reason reason(MatchResult line) {
        return Reason.valueOf(line.group(1).toUpperCase(Locale.ROOT));
    }

    private static List<MatchResult> linesOfThePage() throws IOException {
        return LINE.matcher(Files.readString(Path.of("docs/reasons.md")))
                .results()
                .toList();
    }
}
