package io.sluice.fault;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A warehouse in SQLite, as anybody may read it: the file is attached under the schema's name. */
record WarehouseFile(Path file) {
    /** The one that a gateway makes beside its store when nothing else is set. */
    static WarehouseFile in(Path directory) {
        return new WarehouseFile(directory.resolve("warehouse.db"));
    }

    /** Each row as its values with blanks between. */
    List<String> rows(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement()) {
            statement.execute("ATTACH '" + file + "' AS sfmc_prod");
            var rows = new ArrayList<String>();
            try (var result = statement.executeQuery(sql)) {
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(String.join(" ", row));
                }
            }
            return rows;
        }
    }
}
