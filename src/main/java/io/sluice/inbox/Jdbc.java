package io.sluice.inbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * How to connect.
 *
 * @param initialSql run on each new connection; may be empty
 */
record Jdbc(Driver driver, String url, Map<String, String> properties, String initialSql) {
    private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(5);

    Connection connect() throws SQLException {
        var all = new Properties();
        all.putAll(properties);
        var connection = driver.connect(url, all);
        if (!initialSql.isEmpty()) {
            try (var statement = connection.createStatement()) {
                statement.execute(initialSql);
            }
        }
        return connection;
    }

    AgroalDataSource pool(int maxSize) throws SQLException {
        var configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(maxSize)
                        .acquisitionTimeout(ACQUISITION_TIMEOUT)
                        .connectionFactoryConfiguration(factory -> {
                            factory.connectionProviderClass(driver.getClass()).jdbcUrl(url);
                            properties.forEach(factory::jdbcProperty);
                            return initialSql.isEmpty() ? factory : factory.initialSql(initialSql);
                        }));
        return AgroalDataSource.from(configuration);
    }
}
