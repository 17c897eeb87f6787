package io.sluice.sync;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to a warehouse in PostgreSQL: how long they wait, and how soon either side knows that the other one is gone. */
final class PostgresSessions {
    /** Times in seconds. No statement takes longer than the server lets it, so that a server that says nothing is gone. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "ApplicationName", "sluice sync",
            "connectTimeout", "5",
            "socketTimeout", "660",
            "tcpKeepAlive", "true",
            // The server's details quote values, which have no place in our logs.
            "logServerErrorDetail", "false");

    /**
     * Nothing waits for ever, and who waits for us does not either. The connection is idle while a collection is read: keepalives
     * keep it known to firewalls, and let the server give the lock of a machine that is gone to the next within a minute. That of a
     * process which was killed within a statement goes as soon as the server looks: it would first end the statement, however long
     * it works, or waits for somebody. On Linux alone, since others may refuse the setting; before version 14 there is none.
     */
    private static final String SESSION = """
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
            SET lock_timeout = '15s';
            SET statement_timeout = '10min';
            SET idle_in_transaction_session_timeout = '5min';
            SET tcp_keepalives_idle = 20;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 4;
            SELECT set_config('idle_session_timeout', '0', false)
                FROM pg_settings WHERE name = 'idle_session_timeout';
            SELECT set_config('client_connection_check_interval', '1s', false)
                FROM pg_settings WHERE name = 'client_connection_check_interval' AND version() LIKE '%linux%';
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'""";

    private static final String READING = "-c statement_timeout=15s -c lock_timeout=5s";

    private final WarehouseSettings settings;

    PostgresSessions(WarehouseSettings settings) {
        this.settings = settings;
    }

    Connection writing() throws SQLException {
        var properties = new Properties();
        properties.putAll(PROPERTIES);
        settings.username().ifPresent(name -> properties.put("user", name));
        settings.password().ifPresent(secret -> properties.put("password", secret));
        var connection = new Driver().connect(settings.url(), properties);
        if (connection == null) {
            throw new IllegalArgumentException("The warehouse's url is not one of PostgreSQL, as in "
                    + PostgresDialect.PREFIX + "//db.example.com:5432/warehouse.");
        }
        try {
            prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(SESSION);
        }
    }

    DataSource reading() {
        var source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        settings.username().ifPresent(source::setUser);
        settings.password().ifPresent(source::setPassword);
        source.setApplicationName("sluice");
        source.setConnectTimeout(5);
        source.setSocketTimeout(30);
        source.setLogServerErrorDetail(false);
        source.setOptions(READING);
        return source;
    }
}
