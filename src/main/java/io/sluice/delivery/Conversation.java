package io.sluice.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A sequence of calls to one account, each depending on the answers before. Used by one thread at a time. */
public sealed interface Conversation permits Batch, JobPoll, Retrieval {
    Target target();

    /** How many rows it is about, after merging. */
    int rows();

    /** Whether there is another call to make. */
    boolean hasNext();

    /**
     * What to wait for before the next call, and then to ask again: another one is finding out what this one has to know. Its
     * result is why nothing can be sent. Empty: go on.
     */
    default Optional<CompletableFuture<Optional<Failure>>> turn() {
        return Optional.empty();
    }

    /** Whether it may use what is kept for what matters most, where an account runs short of calls. */
    default boolean urgent() {
        return false;
    }

    /** How many rows the next call carries; none when it is a question. */
    int nextRows();

    /** The next call. From now on until its answer is read, nobody can know what became of it. */
    Request next();

    /** The deliveries of the call that was taken, if that must not be made twice. */
    default List<Delivery> unrepeatable() {
        return List.of();
    }

    /** See {@link Action#settlesWithin}. */
    default Duration settlesWithin() {
        return Duration.ZERO;
    }

    /** Whether a call was taken, and its answer has not been read. */
    boolean isUnderWay();

    /** The answer says nothing, and the same call is to be made again. */
    void repeat(Answer answer);

    void read(Answer answer);

    /** Why it stopped early, or why the account should be tried with care. */
    Optional<Failure> failure();

    /** Its calls so far. */
    CallCount counted();

    /** How many calls were made. */
    default int calls() {
        return counted().calls();
    }

    /** The HTTP status of the last call; 0 when it had no answer, or none was made. */
    default int status() {
        return counted().status();
    }

    default Instant startedAt() {
        return counted().startedAt();
    }

    /** How long it has taken so far. */
    default Duration took() {
        return counted().took();
    }
}
