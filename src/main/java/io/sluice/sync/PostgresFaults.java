package io.sluice.sync;

import java.sql.SQLException;
import java.util.Set;

/** What PostgreSQL says is wrong, without what may quote values of rows. */
final class PostgresFaults {
    /**
     * Classes of SQLSTATE whose messages are about the server, names or privileges: connection, login, catalog, privileges
     * and syntax, resources, limits, state, intervention, system, configuration.
     */
    private static final Set<String> WITHOUT_VALUES =
            Set.of("08", "0A", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "F0");

    private PostgresFaults() {}

    static WarehouseUnavailable of(String warehouse, SQLException fault) {
        var state = fault.getSQLState() == null ? "?????" : fault.getSQLState();
        var area = state.substring(0, 2);
        var words = WITHOUT_VALUES.contains(area) ? String.valueOf(fault.getMessage()) : "a value was not accepted";
        return new WarehouseUnavailable(
                warehouse + ": " + words.lines().findFirst().orElse("") + " (SQLSTATE " + state + ")",
                remedy(state, area),
                fault);
    }

    private static String remedy(String state, String area) {
        return switch (state) {
            case "53100" ->
                "Whoever runs the database: make room on its disk, or that of its temporary tables. The next run tries again.";
            case "42501" ->
                "Whoever runs the database: make the schema, grant the sync's user USAGE and CREATE on it, and let it own"
                        + " its tables; or grant it CREATE on the database, and it makes the schema itself.";
            case "55P03", "57014" ->
                "Whoever uses the tables: end long transactions and ALTER TABLEs. The next run tries again.";
            case "25006" -> "Whoever runs the gateway: `sluice.sync.warehouse.url` names a standby; name the primary.";
            default ->
                switch (area) {
                    case "08", "57", "58" ->
                        "Nothing when it passes: the next run tries again. Otherwise whoever runs the gateway:"
                                + " check `sluice.sync.warehouse.url` and the network.";
                    case "28" -> "Whoever runs the gateway: check `sluice.sync.warehouse.username` and `password`.";
                    case "3D" ->
                        "Whoever runs the database: create it. Or whoever runs the gateway: correct"
                                + " `sluice.sync.warehouse.url`.";
                    case "53" ->
                        "Whoever runs the database: allow it more memory or connections. The next run tries again.";
                    case "40" -> "Nothing: the next run tries again.";
                    default ->
                        "Whoever runs the database: compare the table's columns with the docs; a table that was changed by"
                                + " hand can be dropped, and the next run with `--full` makes it anew.";
                };
        };
    }
}
