package io.sluice.inbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How to connect.
 *
 * @param initialSql run on each new connection; may be empty
 */
record Jdbc(
        Driver driver,
        String url,
        Optional<String> username,
        Optional<String> password,
        Map<String, String> properties,
        String initialSql) {
    private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(5);

    Connection connect() throws SQLException {
        var all = new Properties();
        all.putAll(properties);
        username.ifPresent(name -> all.put("user", name));
        password.ifPresent(secret -> all.put("password", secret));
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
                            username.ifPresent(name -> factory.principal(new NamePrincipal(name)));
                            password.ifPresent(secret -> factory.credential(new SimplePassword(secret)));
                            return initialSql.isEmpty() ? factory : factory.initialSql(initialSql);
                        }));
        return AgroalDataSource.from(configuration);
    }
}
