package io.sluice.sfmc;

import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Opens a door per account: an instance of the route template {@code sfmc-door}, with its own pace and client. */
@Singleton
public class SfmcDoors {
    private final SfmcAccounts accounts;

    public SfmcDoors(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    /** To be called once, when the routes are loaded. */
    public void open(CamelContext context) {
        for (var account : accounts.all()) {
            context.getRegistry().bind("sfmc-client-" + account.name(), new SfmcClient(account));
            TemplatedRouteBuilder.builder(context, "sfmc-door")
                    .routeId("sfmc-" + account.name())
                    .parameter("account", account.name())
                    .parameter("gapMillis", account.gapMillis())
                    .parameter("timeoutMillis", account.callTimeout().toMillis())
                    .parameter("connections", account.connections())
                    .add();
        }
    }
}
