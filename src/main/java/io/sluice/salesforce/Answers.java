package io.sluice.salesforce;

import io.sluice.delivery.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.component.salesforce.api.SalesforceException;

/** What the component gives back, as an answer. */
final class Answers {
    /** The ends of a call that never left. The client has a time-out of the socket for nothing but connecting. */
    private static final List<Class<? extends Exception>> NOT_SENT = List.of(
            ConnectException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            UnresolvedAddressException.class,
            NoRouteToHostException.class,
            SSLHandshakeException.class,
            RejectedExecutionException.class);

    private Answers() {}

    /** @param body null where there is none; it is in memory already */
    static Answer of(int status, InputStream body) {
        try (body) {
            var text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer.Http(status, Optional.empty(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether the exception stands for an answer that came, whole, with a status that is no success: then it has no cause.
     *
     * @param status null where no answer began
     */
    static boolean isComplete(Exception cause, Integer status) {
        return status != null && cause instanceof SalesforceException && cause.getCause() == null;
    }

    static Answer none(Exception thrown) {
        var cause = thrown instanceof SalesforceException && thrown.getCause() != null ? thrown.getCause() : thrown;
        var sent = NOT_SENT.stream().noneMatch(kind -> kind.isInstance(cause));
        return new Answer.None(sent, cause.getClass().getSimpleName());
    }
}
