package io.sluice.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A wall clock that is wrong, in front of a process whose steady clock is right: Debian's package faketime. */
final class WrongClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private WrongClock() {}

    /** Empty where it is not installed. */
    static Optional<Path> library() throws IOException {
        if (!Files.isDirectory(LIBRARIES)) {
            return Optional.empty();
        }
        try (var found = Files.find(LIBRARIES, 3, (path, any) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            return found.findFirst();
        }
    }

    /** From the gateway's next start on. @param offset in seconds, with its sign */
    static void of(GatewayProcess gateway, String offset) throws IOException {
        gateway.with("LD_PRELOAD", library().orElseThrow().toString())
                .with("FAKETIME", offset)
                .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                // Otherwise a JVM's timed waits are late, or do not end.
                .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
                .with("NO_FAKE_STAT", "1");
    }
}
