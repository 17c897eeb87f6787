package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.soap.SoapFault;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import picocli.CommandLine.Option;

/** So many requests in any sliding second, by their times of arrival. */
public final class RateLimit {
    private static final long SECOND = 1_000_000;

    /** What happens to a request above the rate. */
    public enum Over {
        /** 429 (50100) with Retry-After. */
        RETRY_AFTER,
        /** 429 (50200) for this and every further request, for a while, without Retry-After. */
        BLOCK,
        /** It is answered as if nothing were, and counted. */
        RECORD
    }

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            description = "REST and SOAP requests in any sliding second, tokens not counted. 0: any number."
                    + " Default: ${DEFAULT-VALUE}.")
    int rate;

    @Option(
            names = "--over-rate",
            paramLabel = "retry_after|block|record",
            defaultValue = "retry_after",
            description = "What happens above the rate: 429 with Retry-After, a block without it, or a count only.")
    Over over;

    @Option(
            names = "--retry-after",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "What Retry-After says. Default: ${DEFAULT-VALUE}.")
    int retryAfter;

    @Option(
            names = "--block",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a block lasts. Default: ${DEFAULT-VALUE}.")
    int blockSeconds;

    private final ArrayDeque<Long> admitted = new ArrayDeque<>();
    private long blockedUntil = Long.MIN_VALUE;
    private long violations;

    /**
     * Takes a request into account.
     *
     * @param micros when it arrived
     * @param soap whether it is told by a fault
     * @return the refusal, if it is one too many
     */
    public synchronized Optional<Reply> refusal(long micros, boolean soap) {
        if (micros < blockedUntil) {
            return Optional.of(soap ? fault(micros) : SfmcError.blocked().reply());
        }
        while (!admitted.isEmpty() && admitted.peek() <= micros - SECOND) {
            admitted.remove();
        }
        if (rate == 0 || admitted.size() < rate) {
            admitted.add(micros);
            return Optional.empty();
        }
        violations++;
        return violated(micros).map(refusal -> soap ? fault(micros) : refusal);
    }

    private Optional<Reply> violated(long micros) {
        if (over == Over.RECORD) {
            admitted.add(micros);
            return Optional.empty();
        }
        if (over == Over.BLOCK) {
            blockedUntil = micros + blockSeconds * SECOND;
            return Optional.of(SfmcError.blocked().reply());
        }
        var body = Json.object()
                .put("message", "Rate limit exceeded")
                .put("errorcode", 50100)
                .put("retryAfter", retryAfter)
                .put("documentation", SfmcError.DOCS);
        return Optional.of(Reply.json(429, body).with("Retry-After", Integer.toString(retryAfter)));
    }

    private static Reply fault(long micros) {
        return SoapFault.rateLimited(Instant.ofEpochSecond(0, micros * 1000));
    }

    /** Requests above the rate; those refused while a block lasted are not counted again. */
    public synchronized long violations() {
        return violations;
    }

    public synchronized void clear() {
        violations = 0;
        admitted.clear();
        blockedUntil = Long.MIN_VALUE;
    }
}
