package io.sluice.sfmc;

import io.sluice.delivery.DoorClient;
import io.sluice.delivery.DoorTurns;
import io.sluice.delivery.Holder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.jboss.logging.Logger;

/** Opens a door per account: an instance of the route template {@code sfmc-door}, with its own pace and client. */
@Singleton
public class SfmcDoors {
    private static final Logger LOG = Logger.getLogger(SfmcDoors.class);

    private final SfmcAccounts accounts;
    private final Holder holder;

    public SfmcDoors(SfmcAccounts accounts, Holder holder) {
        this.accounts = accounts;
        this.holder = holder;
    }

    /** An account's calls may all be in flight at once: their number is bounded by the pace. */
    @Produces
    @Singleton
    @Named("sfmcTurns")
    static DoorTurns turns(@Named("calls") ExecutorService calls) {
        return new DoorTurns(calls, account -> Integer.MAX_VALUE);
    }

    /** To be called once, when the routes are loaded. */
    public void open(CamelContext context) {
        for (var account : accounts.all()) {
            if (account.legacy()) {
                LOG.warnf(
                        "account.legacy account=sfmc-%s: its package is to be replaced by one with a subdomain",
                        account.name());
            }
            var pace = new WirePace(
                    account.requestsPerSecond(), account.windowMillis(), () -> holder.holds("sfmc-" + account.name()));
            context.getRegistry().bind("sfmc-client-" + account.name(), new DoorClient(pace));
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
