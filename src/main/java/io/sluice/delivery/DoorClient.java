package io.sluice.delivery;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;

/**
 * The HTTP client of one account's door. It repeats nothing by itself (by default it would, after 429 and 503), follows no
 * redirect (credentials go to checked hosts only), and keeps no cookies. A proxy is what the JVM's properties say, as for all
 * other calls.
 */
public final class DoorClient implements HttpClientConfigurer {
    private final HttpRequestExecutor executor;

    public DoorClient() {
        this(new HttpRequestExecutor());
    }

    /** @param executor what sends each request */
    public DoorClient(HttpRequestExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.useSystemProperties()
                .setRequestExecutor(executor)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("sluice");
    }
}
