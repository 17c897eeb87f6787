package io.sluice.ingest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Whether events are taken just now. The HTTP server is there before the routes and after them: without this, clients would
 * be told 404 at such a moment, and give up.
 */
@Singleton
public class Intake {
    private static final int BEFORE_ALL_OTHERS = 200;

    private volatile boolean open;
    private volatile boolean opened;

    public void open() {
        open = true;
        opened = true;
    }

    public void close() {
        open = false;
    }

    public boolean isOpen() {
        return open;
    }

    /** Whether it has ever been open. */
    public boolean hasOpened() {
        return opened;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, BEFORE_ALL_OTHERS);
    }

    private void filter(RoutingContext request) {
        if (open || !request.normalizedPath().startsWith("/v1")) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "1")
                .putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end("{\"success\":false,\"message\":\"Starting or stopping; send it again in a second.\"}");
    }
}
