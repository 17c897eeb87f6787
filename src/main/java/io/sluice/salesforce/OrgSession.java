package io.sluice.salesforce;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;

/**
 * The component's session, which never logs in or out by itself: the door does, at its pace, and sends a token nowhere before
 * the host is checked. So the component knows no credential but the token that it is given.
 */
final class OrgSession extends SalesforceSession {
    private final Set<SalesforceSessionListener> clients = new CopyOnWriteArraySet<>();
    private volatile Session current = new Session("", URI.create(""));

    OrgSession(CamelContext camel, SalesforceHttpClient client, long timeoutMillis, SalesforceLoginConfig config) {
        super(camel, client, timeoutMillis, config);
    }

    /** The calls that begin from now on are made with it. */
    synchronized void use(Session session) {
        if (!session.equals(current)) {
            current = session;
            clients.forEach(this::tell);
        }
    }

    private void tell(SalesforceSessionListener client) {
        client.onLogin(current.token(), current.instanceUrl().toString());
    }

    @Override
    public boolean addListener(SalesforceSessionListener client) {
        tell(client);
        return clients.add(client);
    }

    @Override
    public boolean removeListener(SalesforceSessionListener client) {
        return clients.remove(client);
    }

    @Override
    public String getAccessToken() {
        return current.token();
    }

    @Override
    public String getInstanceUrl() {
        return current.instanceUrl().toString();
    }

    @Override
    public String login(String oldToken) throws SalesforceException {
        throw new SalesforceException("The door logs in, not the component.", 0);
    }

    @Override
    public void logout() {
        // Another process may have the same session: Salesforce gives it to whoever asks with the same credentials.
    }
}
