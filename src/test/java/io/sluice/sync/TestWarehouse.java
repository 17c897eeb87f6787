package io.sluice.sync;

/** An empty database for one test. */
interface TestWarehouse {
    String SCHEMA = "sfmc_prod";

    WarehouseSettings settings();

    default Dialect dialect() {
        return Dialect.of(settings(), SCHEMA);
    }
}
