package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void on_a_terminal_each_line_takes_the_place_of_the_one_before_and_fits() {
        var line = new ProgressLine(out, true);
        line.show("");
        line.show("lists: 1 page");
        line.show("lists: 1 page");
        line.show("x".repeat(200));
        line.end();
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001B[Klists: 1 page\r\u001B[K" + "x".repeat(78) + "…\r\u001B[K");
    }

    @Test
    void elsewhere_a_log_is_not_flooded() {
        var line = new ProgressLine(out, false);
        for (var page = 1; page <= 100; page++) {
            line.show("lists: page " + page);
        }
        line.end();
        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith("lists: page 1")
                .hasLineCount(1);
    }
}
