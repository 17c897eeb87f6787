package io.sluice.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a stage as {@code COPY} takes them in its text format: columns end with a tab, rows with a line feed, null
 * is {@code \N}, and a backslash protects what would be taken for one of these.
 */
final class PostgresCopy {
    private static final int BUFFER = 64 * 1024;

    private final Stage stage;
    private final Writer writer;
    private long number;

    private PostgresCopy(Stage stage, Writer writer) {
        this.stage = stage;
        this.writer = writer;
    }

    static void into(Connection connection, Stage stage, Spooled rows) throws SQLException, IOException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + stage.name() + " (stage_number, " + stage.columns() + ") FROM STDIN");
        try {
            var writer = new BufferedWriter(new OutputStreamWriter(new Bytes(copy), UTF_8), BUFFER);
            rows.each(stage.table(), new PostgresCopy(stage, writer)::row);
            writer.flush();
            copy.endCopy();
        } catch (CopyFailed e) {
            throw e.fault;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void row(Hashed row) throws IOException {
        writer.write(Long.toString(++number));
        for (var value : stage.values(row)) {
            writer.write('\t');
            if (value == null) {
                writer.write("\\N");
            } else {
                text((value instanceof Instant time ? time.truncatedTo(ChronoUnit.MICROS) : value).toString());
            }
        }
        writer.write('\n');
    }

    private void text(String text) throws IOException {
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            var escaped = escaped(text.charAt(i));
            if (escaped != null) {
                writer.write(text, written, i - written);
                writer.write(escaped);
                written = i + 1;
            }
        }
        writer.write(text, written, text.length() - written);
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> null;
        };
    }

    /** A fault of the database on its way through a stream. */
    private static final class CopyFailed extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient SQLException fault;

        private CopyFailed(SQLException fault) {
            super(fault);
            this.fault = fault;
        }
    }

    private static final class Bytes extends OutputStream {
        private final CopyIn copy;

        private Bytes(CopyIn copy) {
            this.copy = copy;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                copy.writeToCopy(bytes, offset, length);
            } catch (SQLException e) {
                throw new CopyFailed(e);
            }
        }
    }
}
