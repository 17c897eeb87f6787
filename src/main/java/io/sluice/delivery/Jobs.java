package io.sluice.delivery;

import java.util.List;
import java.util.Optional;

/**
 * The asynchronous way of an action: many rows are submitted in one call, and each gets its verdict later. It builds requests
 * and reads answers, and never calls.
 */
public interface Jobs {
    /**
     * How large a job may be.
     *
     * @param least rows from which on a job is better than ordinary calls
     * @param rows at the most
     * @param bytes at the most, as they are sent
     */
    record Size(int least, int rows, int bytes) {}

    /** Empty when the account takes no jobs, or none at present. */
    Optional<Size> size(String account);

    /** How many bytes a row adds to a job. */
    int bytes(Row row);

    Request submit(Target target, List<Row> rows);

    Submission submitted(Target target, Answer answer);

    Request status(String job);

    Status status(Answer answer);

    /** @param page counted from 1 */
    Request results(String job, int page);

    /** @param page the one that was asked for */
    Page results(int page, Answer answer);

    /** What came of submitting. */
    sealed interface Submission {
        /** It will be carried out. */
        record Accepted(String job) implements Submission {}

        /** Nothing of it will be: its rows go by ordinary calls, which say what is wrong, if anything is. */
        record NotTaken(String detail) implements Submission {}

        /** No row is to blame. */
        record Failed(Failure failure) implements Submission {}
    }

    /** How a job is getting on. */
    sealed interface Status {
        /** Not finished. */
        record Pending() implements Status {}

        /** Not known: not yet, as at first, or not any more. */
        record Unknown() implements Status {}

        /** Every row was applied. */
        record Applied() implements Status {}

        /** Finished; its results tell which rows were applied. */
        record Mixed() implements Status {}

        /** It broke off, and nobody can know what of it was applied. */
        record Broken(String detail) implements Status {}

        /** Nothing is known about the job: the call failed. */
        record Failed(Failure failure) implements Status {}
    }

    /** Some of a job's results. */
    sealed interface Page {
        /** In the order of the rows; none: there are no more. */
        record Verdicts(List<Outcome> rows) implements Page {}

        record Failed(Failure failure) implements Page {}
    }
}
