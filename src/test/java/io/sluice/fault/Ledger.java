package io.sluice.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** The messageIds that were answered with 2xx, synced before anything else is done about them. */
final class Ledger implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    Ledger(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, CREATE, APPEND);
    }

    void add(Collection<String> messageIds) {
        var lines = messageIds.stream().map(id -> id + "\n").collect(Collectors.joining());
        var bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
        synchronized (this) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is on disk. */
    Set<String> read() throws IOException {
        return Set.copyOf(Files.readAllLines(file));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
