package io.sluice.salesforce;

import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.client.DefaultRawClient;
import org.apache.camel.component.salesforce.internal.client.RawClient;

/** The Camel Salesforce component for one account, with a session that the door gives it. */
final class OrgComponent extends SalesforceComponent {
    private static final int CONNECT_MILLIS = 5_000;

    private final OrgClient client;
    private final OrgSession session;

    OrgComponent(CamelContext camel, SalesforceAccount account) {
        super(camel);
        var timeout = account.callTimeout().toMillis();
        var config = new SalesforceLoginConfig();
        config.setLazyLogin(true);
        setLoginConfig(config);
        // What continues a route may wait, and there is one for each call in flight: no fixed number of threads.
        this.client = new OrgClient(
                camel, camel.getExecutorServiceManager().newCachedThreadPool(this, account.door()), account);
        this.session = new OrgSession(camel, client, timeout, config);
        var endpoints = new SalesforceEndpointConfig();
        endpoints.setHttpClient(client);
        setConfig(endpoints);
        setHttpClientConnectionTimeout(CONNECT_MILLIS);
        setHttpRequestTimeout(timeout);
        setHttpClientIdleTimeout(OrgClient.IDLE.toMillis());
        setHttpMaxContentLength(client.getMaxContentLength());
        setHttpRequestBufferSize(client.getRequestBufferSize());
    }

    @Override
    public OrgSession getSession() {
        return session;
    }

    @Override
    public RawClient createRawClientFor(SalesforceEndpoint endpoint) throws SalesforceException {
        return new DefaultRawClient(client, "", session, getLoginConfig());
    }
}
