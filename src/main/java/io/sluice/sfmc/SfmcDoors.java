package io.sluice.sfmc;

import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.jboss.logging.Logger;

/** Opens a door per account: an instance of the route template {@code sfmc-door}, with its own pace and client. */
@Singleton
public class SfmcDoors {
    private static final Logger LOG = Logger.getLogger(SfmcDoors.class);

    private final SfmcAccounts accounts;

    public SfmcDoors(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    /** To be called once, when the routes are loaded. */
    public void open(CamelContext context) {
        for (var account : accounts.all()) {
            if (account.legacy()) {
                LOG.warnf(
                        "account.legacy account=sfmc-%s: its package is to be replaced by one with a subdomain",
                        account.name());
            }
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
