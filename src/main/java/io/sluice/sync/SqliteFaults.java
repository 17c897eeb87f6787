package io.sluice.sync;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite says is wrong, and who has to do what about it. */
final class SqliteFaults {
    private SqliteFaults() {}

    static WarehouseUnavailable of(String warehouse, SQLException fault) {
        var code = SQLiteErrorCode.getErrorCode(fault.getErrorCode());
        return new WarehouseUnavailable(warehouse + ": " + words(code, fault), remedy(code), fault);
    }

    private static String words(SQLiteErrorCode code, SQLException fault) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "somebody else has been writing to it for more than " + SqliteConnections.PATIENCE / 1000 + " seconds";
            case SQLITE_FULL -> "the disk is full: its own, or that of SQLite's temporary files";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> "it cannot be opened for writing";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "it is damaged, or no SQLite file";
            default -> fault.getMessage();
        };
    }

    private static String remedy(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "Whoever has it open: end your transaction. The next run tries again.";
            case SQLITE_FULL ->
                "Whoever runs the gateway: make room, there and in `SQLITE_TMPDIR` or /var/tmp. The next run tries again.";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                "Whoever runs the gateway: make the file and its"
                        + " directory writable, or set another `sluice.sync.warehouse.url`.";
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "Whoever runs the gateway: move the file away; the next run makes it anew.";
            default -> "Whoever runs the gateway: look at the disk and the file. The next run tries again.";
        };
    }
}
