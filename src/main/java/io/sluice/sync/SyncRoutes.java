package io.sluice.sync;

import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Has each sync that runs by itself looked at: an instance of the route template {@code sync}. */
@Singleton
public class SyncRoutes {
    private final ConfiguredSyncs syncs;
    private final Warehouses warehouses;

    SyncRoutes(ConfiguredSyncs syncs, Warehouses warehouses) {
        this.syncs = syncs;
        this.warehouses = warehouses;
    }

    /** To be called once, when the routes are loaded. */
    public void open(CamelContext context) {
        for (var sync : syncs.all()) {
            if (sync.every().isEmpty()) {
                continue;
            }
            context.getRegistry()
                    .bind("sync-" + sync.name(), warehouses.of(sync).dataSource());
            TemplatedRouteBuilder.builder(context, "sync")
                    .routeId("sync-" + sync.name())
                    .parameter("sync", sync.name())
                    .parameter("schema", sync.schema())
                    .add();
        }
    }
}
