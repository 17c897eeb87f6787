package io.sluice.sync;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** A lock on a file, which ends with the process however it ends. The file stays: deleting it would race with the next one. */
final class LockFile {
    private static final Logger LOG = Logger.getLogger(LockFile.class);
    /** POSIX: closing any channel of a file ends all locks that the process has on it, so no second one may be opened. */
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @return empty when somebody has it */
    static Optional<LockFile> take(Path wanted) throws IOException {
        var file = wanted.getParent().toRealPath().resolve(wanted.getFileName());
        if (!MINE.add(file)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, CREATE, WRITE);
            taken = channel.tryLock() != null;
            return taken ? Optional.of(new LockFile(file, channel)) : Optional.empty();
        } finally {
            if (!taken) {
                giveBack(file, channel);
            }
        }
    }

    /** A second time it does nothing: somebody else may have it by then. */
    void release() {
        if (channel.isOpen()) {
            giveBack(file, channel);
        }
    }

    private static void giveBack(Path file, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warnf("The lock %s could not be given back: %s", file, e.getMessage());
        } finally {
            MINE.remove(file);
        }
    }
}
