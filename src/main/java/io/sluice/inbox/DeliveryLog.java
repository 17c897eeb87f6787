package io.sluice.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Conversation;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Handout;
import io.sluice.delivery.Job;
import io.sluice.delivery.JobPoll;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Settled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jboss.logging.Logger;

/** Writes down what became of batches: one line in the log, one transaction in the store. */
@ApplicationScoped
@Named("deliveryLog")
@RegisterForReflection
public class DeliveryLog {
    private static final Logger LOG = Logger.getLogger("io.sluice.delivery");

    private final Lanes lanes;
    private final ExecutorService calls;

    DeliveryLog(Lanes lanes, @Named("calls") ExecutorService calls) {
        this.lanes = lanes;
        this.calls = calls;
    }

    /**
     * Just before a call that must not be repeated, its deliveries are committed as sending; not while the batch still waits for
     * its turn, or a crash would leave as unknown what has never been sent. The route goes on with one of the threads for calls:
     * those that bring the store's answers must not wait for a pace.
     */
    public CompletionStage<Conversation> sending(
            @Body Conversation conversation, @Variable("deliveries") List<? extends Handout> handed) {
        var once = conversation.unrepeatable();
        return once.isEmpty()
                ? CompletableFuture.completedFuture(conversation)
                : lane(handed).sending(once, conversation.settlesWithin()).thenApplyAsync(done -> conversation, calls);
    }

    public CompletionStage<Void> settle(
            @Body Conversation conversation, @Variable("deliveries") List<? extends Handout> handed) {
        return conversation instanceof JobPoll poll ? settle(poll) : settle((Batch) conversation, deliveries(handed));
    }

    private CompletionStage<Void> settle(Batch batch, List<Delivery> deliveries) {
        var first = deliveries.stream().mapToLong(Delivery::seq).min().orElse(0);
        var last = deliveries.stream().mapToLong(Delivery::seq).max().orElse(0);
        var call = CallRow.of(deliveries.get(0).lane(), batch, first, last).with(receipt(batch));
        log(batch, deliveries.size(), call);
        return lane(deliveries)
                .settle(batch.settled(), batch.failure(), call)
                .exceptionally(lost -> readAgain(call, lost));
    }

    private CompletionStage<Void> settle(JobPoll poll) {
        var job = poll.job();
        var call = CallRow.of(job.lane(), poll, job.firstSeq(), job.lastSeq()).with(job.id());
        LOG.infof(
                "job.polled lane=%s target=%s job=%s rows=%d outcomes=%s calls=%d status=%d took=%dms%s",
                call.lane(),
                call.target(),
                job.id(),
                call.rows(),
                poll.verdicts().map(DeliveryLog::words).orElse(Map.of()),
                call.calls(),
                call.status(),
                call.tookMillis(),
                poll.failure().map(DeliveryLog::describe).orElse(""));
        return lanes.lane(job.lane()).polled(poll, call).exceptionally(lost -> readAgain(call, lost));
    }

    /**
     * A fault of ours on the way: nothing is lost, what was handed out is tried again later.
     *
     * @param conversation null when it had not begun
     */
    public CompletionStage<Void> abandon(
            @Variable("deliveries") List<? extends Handout> handed,
            @Variable("conversation") Conversation conversation,
            @ExchangeException Exception cause) {
        LOG.errorf(cause, "delivery.abandoned lane=%s events=%d", handed.get(0).lane(), handed.size());
        if (conversation instanceof Batch batch) {
            // Others may be waiting for what it was finding out, or for it to be done.
            batch.abandon(cause);
        }
        if (handed.get(0) instanceof Job job) {
            lane(handed).abandon(job);
            return CompletableFuture.completedFuture(null);
        }
        return lane(handed).abandon(deliveries(handed), cause);
    }

    /** Those of all its calls. */
    private static String receipt(Batch batch) {
        return batch.settled().stream()
                .map(Settled::outcome)
                .filter(Outcome.Delivered.class::isInstance)
                .map(outcome -> ((Outcome.Delivered) outcome).receipt())
                .filter(receipt -> !receipt.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Void readAgain(CallRow call, Throwable lost) {
        LOG.warnf("delivery.not_settled lane=%s why=%s: it is sent again", call.lane(), lost.getMessage());
        return null;
    }

    private Lane lane(List<? extends Handout> handed) {
        return lanes.lane(handed.get(0).lane());
    }

    /** None where it is a job. */
    private static List<Delivery> deliveries(List<? extends Handout> handed) {
        return handed.stream()
                .filter(Delivery.class::isInstance)
                .map(Delivery.class::cast)
                .toList();
    }

    private void log(Batch batch, int events, CallRow call) {
        var outcomes = words(batch.settled().stream().map(Settled::outcome).toList());
        LOG.infof(
                "delivery.attempted lane=%s target=%s events=%d rows=%d outcomes=%s calls=%d status=%d took=%dms%s%s",
                call.lane(),
                call.target(),
                events,
                call.rows(),
                outcomes,
                call.calls(),
                call.status(),
                call.tookMillis(),
                call.receipt().isEmpty() ? "" : " receipt=\"" + call.receipt() + "\"",
                batch.failure().map(DeliveryLog::describe).orElse(""));
    }

    private static Map<String, Long> words(List<Outcome> outcomes) {
        return outcomes.stream().collect(Collectors.groupingBy(Outcome::word, TreeMap::new, Collectors.counting()));
    }

    private static String describe(Failure failure) {
        return " paused=" + failure.owner() + " reason=" + failure.reason().code() + " why=" + failure.detail();
    }
}
