package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the JVM image adds to its base: as files, since jars hardly get smaller in a layer.
 *
 * @param libraryBytes all that others have made
 * @param ownBytes what this project has: classes, what Quarkus has generated from them, flows, settings
 */
record PackageSize(long libraryBytes, long ownBytes, long libraries) {
    private static final Path APP = Path.of("target/quarkus-app");

    static PackageSize measure() throws IOException {
        var own = bytes(APP.resolve("app"))
                + bytes(APP.resolve("quarkus"))
                + bytes(APP.resolve("quarkus-run.jar"))
                + bytes(Path.of("routes"))
                + bytes(Path.of("application.properties"))
                + bytes(Path.of("LICENSE"));
        try (var files = Files.walk(APP.resolve("lib"))) {
            return new PackageSize(
                    bytes(APP.resolve("lib")),
                    own,
                    files.filter(Files::isRegularFile).count());
        }
    }

    private static long bytes(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(PackageSize::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long bytes() {
        return libraryBytes + ownBytes;
    }
}
