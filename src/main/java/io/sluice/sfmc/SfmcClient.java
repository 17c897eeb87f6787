package io.sluice.sfmc;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The HTTP client of one account. It repeats nothing by itself (by default it would, after 429 and 503), follows no
 * redirect (credentials go to checked hosts only), and keeps no cookies.
 */
final class SfmcClient implements HttpClientConfigurer {
    private final WirePace pace;

    SfmcClient(SfmcAccount account) {
        this.pace = new WirePace(account.requestsPerSecond(), account.windowMillis());
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.setRequestExecutor(pace)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("sluice");
    }
}
