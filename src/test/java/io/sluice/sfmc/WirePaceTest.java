package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;

class WirePaceTest {
    @Test
    void spreads_calls_that_come_all_at_once() throws Exception {
        var pace = new WirePace(3, 200, () -> true);
        var callers = Executors.newFixedThreadPool(10);
        Callable<Long> call = () -> {
            pace.await();
            return System.nanoTime();
        };
        var start = System.nanoTime();
        var last = start;
        for (var sentAt : callers.invokeAll(Collections.nCopies(10, call))) {
            last = Math.max(last, sentAt.get());
        }
        callers.shutdown();
        assertThat(TimeUnit.NANOSECONDS.toMillis(last - start))
                .as("3 at once, 3 after a window, 3 after two, 1 after three")
                .isGreaterThanOrEqualTo(599);
    }

    @Test
    void a_call_without_a_body_counts_from_when_it_has_left() throws Exception {
        var pace = new WirePace(1, 200, () -> true);
        var connection = new SlowConnection();
        pace.execute(new BasicClassicHttpRequest("GET", "/"), connection, null, HttpCoreContext.create());
        pace.await();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - connection.departed))
                .isGreaterThanOrEqualTo(200);
    }

    /** Whose processor is busy with something else for a while before the request goes. */
    private static final class SlowConnection extends DefaultBHttpClientConnection {
        private long departed;

        SlowConnection() {
            super(Http1Config.DEFAULT);
        }

        @Override
        public void sendRequestHeader(ClassicHttpRequest request) {
            try {
                assertThat(new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS))
                        .isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void flush() {
            departed = System.nanoTime();
        }

        @Override
        public boolean isStale() {
            return false;
        }

        @Override
        public ClassicHttpResponse receiveResponseHeader() {
            return new BasicClassicHttpResponse(204);
        }
    }
}
