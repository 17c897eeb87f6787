package io.sluice.ingest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Events;
import io.sluice.event.ReadEvents;
import io.sluice.event.UnreadableBody;
import io.sluice.inbox.Inbox;
import io.sluice.inbox.StoreUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jboss.logging.Logger;

/** Takes requests with events and answers them, once the events are on disk. */
@Singleton
@Named("ingest")
@RegisterForReflection
public class Ingest {
    private static final Logger LOG = Logger.getLogger(Ingest.class);
    /** Below the 10 s after which Segment's Node client gives up, so that it is told to come again instead of guessing. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Sources sources;
    private final Inbox inbox;
    private final IngestMetrics metrics;
    private final InstantSource clock;
    private final Duration longest;

    @Inject
    Ingest(Sources sources, Inbox inbox, IngestMetrics metrics, InstantSource clock) {
        this(sources, inbox, metrics, clock, LONGEST);
    }

    Ingest(Sources sources, Inbox inbox, IngestMetrics metrics, InstantSource clock, Duration longest) {
        this.sources = sources;
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * @param path with or without slashes around and before the endpoint's name
     * @param body as it came; null if there is none
     */
    public CompletionStage<Reply> accept(
            @Header("CamelHttpMethod") String method,
            @Header("CamelHttpPath") String path,
            @Header("Authorization") String authorization,
            @Header("X-Signature") String signature,
            @Body byte[] body) {
        try {
            var endpoint = endpoint(method, path);
            var envelope = Envelope.open(endpoint, body == null ? new byte[0] : body);
            var sender = new Sender(sources, envelope, authorization);
            var source = endpoint == Endpoint.WEBHOOK ? sender.signing(signature) : sender.writing();
            return keep(envelope, source, Events.read(envelope, endpoint, source.name(), clock.instant()));
        } catch (UnreadableBody unreadable) {
            return CompletableFuture.completedFuture(Replies.unreadable(unreadable));
        } catch (NotAccepted notAccepted) {
            return CompletableFuture.completedFuture(notAccepted.reply());
        }
    }

    private static Endpoint endpoint(String method, String path) throws NotAccepted {
        var endpoint = Endpoint.of(path.replaceFirst("^/+v1/+", "").replaceFirst("/+$", ""));
        if (endpoint.isEmpty()) {
            throw new NotAccepted(Replies.unknownEndpoint());
        }
        if (!method.equals("POST")) {
            throw new NotAccepted(Replies.notPost());
        }
        return endpoint.get();
    }

    private CompletionStage<Reply> keep(Envelope envelope, Source source, ReadEvents events) {
        if (events.accepted().isEmpty()) {
            var reply = envelope.hasSeveral()
                    ? Replies.refusedBatch(events)
                    : Replies.refusedEvent(events.refused().get(0));
            return CompletableFuture.completedFuture(reply);
        }
        var kept = inbox.accept(events.accepted());
        kept.thenAccept(added -> metrics.kept(source.name(), events.accepted().size(), added));
        return kept.toCompletableFuture()
                .copy()
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .handle((added, failure) -> failure == null ? Replies.kept(events) : notKept(failure));
    }

    private static Reply notKept(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StoreUnavailable || cause instanceof TimeoutException) {
            return Replies.unavailable();
        }
        LOG.error("Events could not be kept; their sender was answered 500.", cause);
        return Replies.internal();
    }
}
