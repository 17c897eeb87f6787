package io.sluice.salesforce;

import io.sluice.delivery.DoorClient;
import io.sluice.delivery.DoorTurns;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.jboss.logging.Logger;

/** Opens a door per account: an instance of the route template {@code salesforce-door}, with its own pace and component. */
@Singleton
public class SalesforceDoors {
    private static final Logger LOG = Logger.getLogger(SalesforceDoors.class);

    private final SalesforceAccounts accounts;
    private final Salesforce salesforce;

    public SalesforceDoors(SalesforceAccounts accounts, Salesforce salesforce) {
        this.accounts = accounts;
        this.salesforce = salesforce;
    }

    @Produces
    @Singleton
    @Named("salesforceTurns")
    static DoorTurns turns(@Named("calls") ExecutorService calls, SalesforceAccounts accounts) {
        return new DoorTurns(calls, account -> accounts.account(account).concurrentRequests());
    }

    /** To be called once, when the routes are loaded. */
    public void open(CamelContext context) {
        for (var account : accounts.all()) {
            if (account.auth() == LoginFlow.SOAP) {
                LOG.warnf(
                        "account.soap_login account=%s: Salesforce retires this login in Summer '27; create an app, and set"
                                + " client-id and client-secret, or private-key",
                        account.door());
            }
            var component = new OrgComponent(context, account);
            context.addComponent(account.door(), component);
            salesforce.opens(account, component.getSession());
            context.getRegistry().bind(account.door() + "-login", new DoorClient());
            TemplatedRouteBuilder.builder(context, "salesforce-door")
                    .routeId(account.door())
                    .parameter("account", account.name())
                    .parameter("gapMillis", account.gapMillis())
                    .parameter("timeoutMillis", account.callTimeout().toMillis())
                    .add();
        }
    }
}
