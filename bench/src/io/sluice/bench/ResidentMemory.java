package io.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a process has in memory, everything included, as Linux tells it. */
final class ResidentMemory {
    private static final Pattern NOW = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern MOST = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    private ResidentMemory() {}

    static long now(long pid) {
        return read(pid, NOW).orElseThrow(ResidentMemory::unknown);
    }

    /** Since its start. */
    static long most(long pid) {
        return read(pid, MOST).orElseThrow(ResidentMemory::unknown);
    }

    /** Since its start; empty when it has just ended. */
    static Optional<Long> mostWhileAlive(long pid) {
        return read(pid, MOST);
    }

    static IllegalStateException unknown() {
        return new IllegalStateException("This system does not tell what memory a process has in /proc.");
    }

    private static Optional<Long> read(long pid, Pattern line) {
        try {
            var status = Files.readString(Path.of("/proc/" + pid + "/status"));
            return line.matcher(status).results().findFirst().map(ResidentMemory::bytes);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static long bytes(MatchResult kilobytes) {
        return 1024 * Long.parseLong(kilobytes.group(1));
    }
}
