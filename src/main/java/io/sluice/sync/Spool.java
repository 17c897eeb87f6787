package io.sluice.sync;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sluice.delivery.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The rows of a collection on disk, from the first page to the commit, a file for each table. They are the customer's data: only
 * this user may read them. On Linux and macOS the files have no name once they are open, so that they are gone with
 * the process, however it ends; elsewhere they are removed by {@link #close}.
 */
final class Spool implements Spooled, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final Map<String, Part> parts = new TreeMap<>();

    private Spool(Path directory) {
        this.directory = directory;
    }

    /** @throws SpoolFailed when the directory takes no file */
    static Spool in(Path directory, List<Table> tables) {
        var spool = new Spool(directory);
        try {
            for (var table : tables) {
                spool.parts.put(table.name(), new Part(directory, table));
            }
            return spool;
        } catch (IOException e) {
            spool.close();
            throw spool.failed(e);
        }
    }

    /** @throws SpoolFailed for instance when the disk is full */
    void add(Row row) {
        try {
            part(row.table()).add(row);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** How many were added. */
    long rows() {
        return parts.values().stream().mapToLong(part -> part.rows).sum();
    }

    /** @throws SpoolFailed when they cannot be read back */
    @Override
    public void each(Table table, Taker taker) throws IOException, SQLException {
        var part = part(table);
        try {
            part.readAgain();
        } catch (IOException e) {
            throw failed(e);
        }
        for (var row = next(part); row.isPresent(); row = next(part)) {
            taker.take(RowHash.of(row.get()));
        }
    }

    private Optional<Row> next(Part part) {
        try {
            return RowCoding.read(part.table, part.in);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Part part(Table table) {
        var part = parts.get(table.name());
        if (part == null) {
            throw new IllegalArgumentException("The collection has not declared the table " + table.name() + ".");
        }
        return part;
    }

    private SpoolFailed failed(IOException e) {
        return new SpoolFailed(
                "The rows that were read could not be kept in %s: %s".formatted(directory, e.getMessage()), e);
    }

    @Override
    public void close() {
        parts.values().forEach(Part::close);
    }

    /** The rows of one table. */
    private static final class Part {
        private final Table table;
        private final FileChannel channel;
        private final DataOutputStream out;
        private DataInputStream in;
        private long rows;

        Part(Path directory, Table table) throws IOException {
            this.table = table;
            var file = directory.resolve("sluice-sync-" + table.name() + "-" + UUID.randomUUID());
            this.channel =
                    FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE), OwnerOnly.in(directory));
            this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
        }

        void add(Row row) throws IOException {
            RowCoding.write(row, out);
            rows++;
        }

        void readAgain() throws IOException {
            out.flush();
            channel.position(0);
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
        }

        /** Without what the buffer still has: nobody reads it any more. */
        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warnf("The file with the rows of %s could not be closed: %s", table.name(), e.getMessage());
            }
        }
    }
}
