package io.sluice.ingest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/**
 * Bodies reach the route as the bytes they are. Without this, whoever names a form (RudderStack's client, curl by default) or
 * something multipart has the body parsed as that, and it is gone.
 */
class RawBodies {
    private static final int BEFORE_THE_BODY_IS_READ = 100;

    void register(@Observes Filters filters) {
        filters.register(RawBodies::forgetContentType, BEFORE_THE_BODY_IS_READ);
    }

    private static void forgetContentType(RoutingContext request) {
        if (request.normalizedPath().startsWith("/v1/")) {
            request.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        request.next();
    }
}
