package io.sluice.inbox;

import io.sluice.delivery.Job;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The jobs of a lane whose verdicts are still to be had, and when to ask about each. Not thread-safe. */
final class LaneJobs {
    /** So many, with all their rows, may be outstanding: beyond it nothing more is submitted. */
    private static final int MOST = 8;

    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 15_000;

    private final Map<String, Outstanding> jobs = new LinkedHashMap<>();

    /** @param polls how often it was asked about; @param out whether it is being asked about now */
    private record Outstanding(Job job, long nextAt, int polls, boolean out) {
        private Outstanding(Job job, long nextAt) {
            this(job, nextAt, 0, false);
        }

        private Outstanding goes() {
            return new Outstanding(job, nextAt, polls, true);
        }

        /** Twice as late as the last time. */
        private Outstanding again(long now) {
            var wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(polls + 1, 10));
            return new Outstanding(job, now + wait, polls + 1, false);
        }
    }

    /** It has just been submitted. */
    void add(Job job, long now) {
        jobs.put(job.id(), new Outstanding(job, now + FIRST_WAIT_MILLIS));
    }

    /** It was submitted before the loading, and is asked about at once. */
    void load(Collection<Job> some) {
        some.forEach(job -> jobs.put(job.id(), new Outstanding(job, 0)));
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    boolean full() {
        return jobs.size() >= MOST;
    }

    /** A job that is to be asked about now, if it may be; it is not given again before it has come back. */
    Optional<Job> next(long now, Leave leave) {
        var due = jobs.values().stream()
                .filter(one -> !one.out() && one.nextAt() <= now)
                .findFirst()
                .filter(one -> leave.mayPoll(one.job(), now));
        due.ifPresent(one -> jobs.put(one.job().id(), one.goes()));
        return due.map(Outstanding::job);
    }

    /** Whether this very job, and not that of an earlier loading, is being asked about. */
    boolean out(Job job) {
        return Optional.ofNullable(jobs.get(job.id()))
                .filter(one -> one.job() == job && one.out())
                .isPresent();
    }

    /** Whether none is being asked about. */
    boolean quiet() {
        return jobs.values().stream().noneMatch(Outstanding::out);
    }

    /** Its verdicts are not there yet. */
    void again(Job job, long now) {
        jobs.computeIfPresent(job.id(), (id, one) -> one.again(now));
    }

    /** Its verdicts are there. */
    void end(Job job) {
        jobs.remove(job.id());
    }
}
