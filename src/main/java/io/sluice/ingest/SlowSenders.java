package io.sluice.ingest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Ends requests whose body does not arrive in time with 408. The idle timeout of the server does not: a byte now and then keeps a
 * connection, and the body that it collects, for ever.
 */
@Singleton
class SlowSenders {
    private static final int BEFORE_THE_BODY_IS_READ = 90;

    private final long longest;

    @Inject
    SlowSenders(IngestConfig config) {
        this.longest = config.bodyWithin().toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_THE_BODY_IS_READ);
    }

    private void watch(RoutingContext request) {
        var timer = request.vertx().setTimer(longest, late -> end(request));
        request.addEndHandler(ended -> request.vertx().cancelTimer(timer));
        request.next();
    }

    private static void end(RoutingContext request) {
        if (!request.request().isEnded() && !request.response().headWritten()) {
            var reply = Replies.tooSlow();
            request.response()
                    .setStatusCode(reply.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(reply.json())
                    .onComplete(written -> request.request().connection().close());
        }
    }
}
