package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static List<MatchResult> linesOfThePage() throws IOException {
        return LINE.matcher(Files.readString(Path.of("docs/reasons.md")))
                .results()
                .toList();
    }
}
