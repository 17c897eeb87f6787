package io.sluice.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** How long the disk takes to write 4 KB for good. */
record Disk(String fileSystem, Latencies sync) {
    private static final int BYTES = 4096;
    private static final int TIMES = 500;

    static Disk measure(Path directory) throws IOException {
        var latencies = new Latencies();
        try (var file =
                FileChannel.open(directory.resolve("disk"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (var i = 0; i < TIMES; i++) {
                var start = System.nanoTime();
                file.write(ByteBuffer.allocate(BYTES));
                file.force(false);
                latencies.add(System.nanoTime() - start);
            }
        }
        return new Disk(Files.getFileStore(directory).type(), Latencies.of(List.of(latencies)));
    }
}
