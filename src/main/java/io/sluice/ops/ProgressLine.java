package io.sluice.ops;

import java.io.PrintStream;
import java.time.Duration;

/** Shows how something gets on: on a terminal in one line that changes, elsewhere a line now and then. */
final class ProgressLine {
    private static final int WIDTH = 79;
    private static final String ERASE = "\r\u001B[K";
    private static final Duration GAP = Duration.ofSeconds(2);

    private final PrintStream out;
    private final boolean terminal;
    private String shown = "";
    private long nextNanos = System.nanoTime();

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The newest line; nothing when it is empty or shown already. */
    void show(String line) {
        if (line.isEmpty() || line.equals(shown)) {
            return;
        }
        if (terminal) {
            out.print(ERASE + (line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line));
            out.flush();
        } else if (System.nanoTime() - nextNanos >= 0) {
            out.println(line);
            nextNanos = System.nanoTime() + GAP.toNanos();
        } else {
            return;
        }
        shown = line;
    }

    /** Makes room for what is written next. */
    void end() {
        if (terminal && !shown.isEmpty()) {
            out.print(ERASE);
            out.flush();
        }
    }
}
