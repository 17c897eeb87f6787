package io.sluice.salesforce;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The component's HTTP client of one account. It repeats nothing by itself, follows no redirect (credentials go to checked
 * hosts only), answers no challenge, and keeps no cookies.
 */
// Its superclass asks for these two by name.
@RegisterForReflection(targets = {HttpClient.class, ProtocolHandlers.class})
final class OrgClient extends SalesforceHttpClient {
    /** A query is in the URL, which Salesforce takes up to 16 KB long. */
    private static final int REQUEST_LINE_AND_HEADERS = 32 * 1024;

    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

    /** How long a connection is kept for the next call: not so long that the other side closes it just as that is sent. */
    static final Duration IDLE = Duration.ofSeconds(5);

    private final Duration callTimeout;

    OrgClient(CamelContext camel, ExecutorService answers, SalesforceAccount account) {
        super(camel, answers, new SslContextFactory.Client());
        this.callTimeout = account.callTimeout();
        var threads = new QueuedThreadPool(account.concurrentRequests() + 8, 2);
        threads.setName(account.door());
        setExecutor(threads);
        setMaxConnectionsPerDestination(account.concurrentRequests());
        setFollowRedirects(false);
        setHttpCookieStore(new HttpCookieStore.Empty());
        setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "sluice"));
        setMaxContentLength(LONGEST_ANSWER);
        setRequestBufferSize(REQUEST_LINE_AND_HEADERS);
        setMaxRequestHeadersSize(REQUEST_LINE_AND_HEADERS);
        proxies(account.loginUrl()).forEach(getProxyConfiguration()::addProxy);
    }

    /** The JVM's properties say which, as for all other calls; Jetty does not look at them. */
    private static List<HttpProxy> proxies(URI url) {
        return ProxySelector.getDefault().select(url).stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .map(address -> new HttpProxy(address.getHostString(), address.getPort()))
                .toList();
    }

    /** While it waits for an answer a connection may be idle for longer. */
    @Override
    public HttpRequest newHttpRequest(HttpConversation conversation, URI uri) {
        var request = super.newHttpRequest(conversation, uri);
        request.idleTimeout(callTimeout.plus(IDLE).toMillis(), TimeUnit.MILLISECONDS);
        return request;
    }

    /** Its own handler logs in anew after a 401, past the door's pace, and sends the call once more. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        for (var repeating : new String[] {"CamelSalesforceSecurityHandler", "www-authenticate", "redirect"}) {
            getProtocolHandlers().remove(repeating);
        }
    }
}
