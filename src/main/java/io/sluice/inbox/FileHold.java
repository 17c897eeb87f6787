package io.sluice.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Keeps a SQLite file to one gateway: a lock on {@code <file>.lock}, which ends with the process however it ends. */
final class FileHold implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FileHold.class);
    /** POSIX: closing any channel of a file ends all locks that the process has on it, so no second one may be opened. */
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private static final int LONGEST_PID = 20;

    private final Path file;
    private final FileChannel channel;

    private FileHold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @param store the file to hold; its directory must be there
     * @throws IllegalStateException when somebody has it
     */
    static FileHold take(Path store) throws IOException {
        var file = store.getParent().toRealPath().resolve(store.getFileName() + ".lock");
        if (!MINE.add(file)) {
            throw taken(store, String.valueOf(ProcessHandle.current().pid()));
        }
        try {
            return new FileHold(file, lock(store, file));
        } catch (IOException | RuntimeException e) {
            MINE.remove(file);
            throw e;
        }
    }

    private static FileChannel lock(Path store, Path file) throws IOException {
        var channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(store, pid(channel));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid()).getBytes(UTF_8)),
                    0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String pid(FileChannel channel) throws IOException {
        var content = ByteBuffer.allocate(LONGEST_PID);
        channel.read(content, 0);
        var pid = UTF_8.decode(content.flip()).toString();
        return pid.matches("\\d+") ? pid : "unknown";
    }

    private static IllegalStateException taken(Path store, String pid) {
        return new IllegalStateException("The store " + store + " is in use by another process (pid " + pid
                + "). SQLite serves one process: stop that one, give this one another sluice.store.url, or use PostgreSQL"
                + " for several.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warnf("The lock %s could not be given back: %s", file, e.getMessage());
        } finally {
            MINE.remove(file);
        }
    }
}
