package io.sluice.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What one batch has to find out about its target before rows are sent there, and what is then made of its rows. Used by
 * one thread at a time. What one batch finds out serves the others, so only one asks, and the others wait for it.
 */
public interface Inquiry {
    /** For actions that send every row as it is. */
    Inquiry NONE = new NoInquiry();

    /** Whether rows can be checked now. */
    boolean isDone();

    /**
     * Takes the turn to ask, unless there is nothing to ask, or another batch has it.
     *
     * @return to be waited for, before this is called again; its result is why nothing can be sent for now
     */
    Optional<CompletableFuture<Optional<Failure>>> turn();

    /** The next question to the destination, whose turn it is; empty when rows can be checked. */
    Optional<Request> question();

    /**
     * Reads the answer to the last question.
     *
     * @return why nothing can be sent for now
     */
    Optional<Failure> read(Answer answer);

    /** This batch will not ask any more. @param why others cannot either; empty: another one may ask */
    void giveUp(Optional<Failure> why);

    /**
     * Before a row is refused, or the target found wrong, what is known is looked at once more, unless it is from this
     * minute. Once per batch.
     *
     * @return whether it is being asked for again, or has been by another batch: all rows are to be checked again
     */
    boolean doubt();

    /** The batch has nothing left to send: others that wait for it may go on. */
    default void done() {
        // Nobody waits.
    }

    /**
     * When it is done: whether what is known of the target has become different since then, or shortly before, so that rows
     * which were sent by what was known may have been refused for that.
     */
    default boolean changedSince(Instant sent) {
        return false;
    }

    /** What is to become of the row, by what is known. */
    Checked check(Row row);

    /** Nothing to ask, nothing to check. */
    final class NoInquiry implements Inquiry {
        private NoInquiry() {}

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public Optional<CompletableFuture<Optional<Failure>>> turn() {
            return Optional.empty();
        }

        @Override
        public Optional<Request> question() {
            return Optional.empty();
        }

        @Override
        public Optional<Failure> read(Answer answer) {
            throw new IllegalStateException("An answer to a question that was not asked.");
        }

        @Override
        public void giveUp(Optional<Failure> why) {
            // Nobody waits.
        }

        @Override
        public boolean doubt() {
            return false;
        }

        @Override
        public Checked check(Row row) {
            return new Checked.Fits(row);
        }
    }
}
