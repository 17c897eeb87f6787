package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks how a job is getting on; when it has finished with errors, reads its results page by page. Before rows are refused by
 * them, what is known of the target is looked at once more. Whatever call fails, the job stays, and is asked about again.
 */
@RegisterForReflection
public final class JobPoll implements Conversation {
    /** So long after it was submitted a job that is still not known counts as lost. */
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(30);

    private final Jobs jobs;
    private final Job job;
    private final Inquiry inquiry;
    private final InstantSource clock;
    private final CallCount counted;
    private final List<Outcome> verdicts = new ArrayList<>();
    private Optional<Failure> failure = Optional.empty();
    private boolean doubting;
    private boolean ended;
    private boolean underWay;
    private int page;

    JobPoll(Jobs jobs, Job job, Inquiry inquiry, InstantSource clock) {
        this.jobs = jobs;
        this.job = job;
        this.inquiry = inquiry;
        this.clock = clock;
        this.counted = new CallCount(clock);
    }

    public Job job() {
        return job;
    }

    /** One outcome for each row, in order, when the job is over; otherwise none. */
    public Optional<List<Outcome>> verdicts() {
        return ended && verdicts.size() == rows() ? Optional.of(List.copyOf(verdicts)) : Optional.empty();
    }

    @Override
    public CallCount counted() {
        return counted;
    }

    @Override
    public Target target() {
        return job.target();
    }

    @Override
    public int rows() {
        return job.lines().size();
    }

    @Override
    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        var turn = doubting ? inquiry.turn() : Optional.<CompletableFuture<Optional<Failure>>>empty();
        judge();
        return turn;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    /** It only asks. */
    @Override
    public int nextRows() {
        return 0;
    }

    @Override
    public Request next() {
        if (doubting) {
            return inquiry.question().orElseThrow();
        }
        underWay = true;
        return page == 0 ? jobs.status(job.id()) : jobs.results(job.id(), page);
    }

    @Override
    public boolean isUnderWay() {
        return underWay;
    }

    @Override
    public void repeat(Answer answer) {
        underWay = false;
        counted.add(answer);
    }

    @Override
    public void read(Answer answer) {
        underWay = false;
        counted.add(answer);
        if (answer instanceof Answer.NotCalled notCalled) {
            fail(notCalled.failure());
        } else if (doubting) {
            inquiry.read(answer).ifPresent(this::fail);
            judge();
        } else if (page == 0) {
            read(jobs.status(answer));
        } else {
            read(jobs.results(page, answer));
        }
    }

    private void read(Jobs.Status found) {
        if (found instanceof Jobs.Status.Mixed) {
            page = 1;
        } else if (found instanceof Jobs.Status.Applied) {
            end(new Outcome.Delivered());
        } else if (found instanceof Jobs.Status.Failed failed) {
            fail(failed.failure());
        } else if (found instanceof Jobs.Status.Broken || found instanceof Jobs.Status.Unknown && isLost()) {
            end(new Outcome.Held(Reason.JOB_LOST));
        } else {
            ended = true;
        }
    }

    private boolean isLost() {
        return !clock.instant().isBefore(job.submittedAt().plus(UNKNOWN_FOR));
    }

    private void read(Jobs.Page found) {
        if (found instanceof Jobs.Page.Failed failed) {
            fail(failed.failure());
            return;
        }
        var rows = ((Jobs.Page.Verdicts) found).rows();
        verdicts.addAll(rows.subList(0, Math.min(rows.size(), rows() - verdicts.size())));
        page++;
        if (rows.isEmpty() || verdicts.size() == rows()) {
            end(new Outcome.Held(Reason.JOB_LOST));
        }
    }

    private void fail(Failure cause) {
        failure = Optional.of(cause);
        inquiry.giveUp(failure);
        ended = true;
        verdicts.clear();
    }

    private void end(Outcome ofTheRest) {
        while (verdicts.size() < rows()) {
            verdicts.add(ofTheRest);
        }
        ended = verdicts.stream().noneMatch(Outcome.Refused.class::isInstance);
        if (!ended) {
            doubting = true;
            inquiry.turn(); // to have what is known, where that is believed
            inquiry.doubt();
            judge();
        }
    }

    /** Rows that were refused, and may not be as they are known to be written now, go by a call, which is told alone. */
    private void judge() {
        if (doubting && !ended && inquiry.isDone()) {
            if (inquiry.changedSince(job.submittedAt())) {
                verdicts.replaceAll(
                        one -> one instanceof Outcome.Refused ? new Outcome.Held(Reason.ROW_REJECTED) : one);
            }
            ended = true;
        }
    }

    @Override
    public Optional<Failure> failure() {
        return failure;
    }
}
