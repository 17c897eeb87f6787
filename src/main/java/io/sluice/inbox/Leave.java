package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Handout;
import io.sluice.delivery.Job;
import io.sluice.delivery.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Whether a lane may make calls: its own pause and its account's together, and the one call that probes whether they are
 * over. Not thread-safe, but for the account, which other lanes pause as well.
 */
final class Leave {
    private final String lane;
    private final AccountState account;
    private final Pause own;
    private final PauseLog log;
    private final RefusedRuns refused;
    private Optional<Handout> probe = Optional.empty();

    Leave(String lane, AccountState account, Pause own) {
        this.lane = lane;
        this.account = account;
        this.own = own;
        this.log = new PauseLog("lane", lane);
        this.refused = new RefusedRuns(own.reason().equals(Optional.of(Reason.ALL_REFUSED)));
    }

    Pause.Permit permit(long now) {
        var ofAccount = account.permit(now);
        var ofLane = own.permit(now);
        return ofAccount.compareTo(ofLane) > 0 ? ofAccount : ofLane;
    }

    /** @return whether this lane may probe now: another lane of the account may have been quicker */
    boolean beginProbe(long now) {
        var ofAccount = account.permit(now);
        if (ofAccount == Pause.Permit.NONE || (ofAccount == Pause.Permit.PROBE && !account.beginProbe(lane, now))) {
            return false;
        }
        if (own.permit(now) == Pause.Permit.PROBE) {
            own.beginProbe(lane);
        }
        return true;
    }

    /** The first of them stands for the call; without any, no probe is made. */
    void probeWith(List<Delivery> deliveries) {
        probe = deliveries.stream().map(Handout.class::cast).findFirst();
        if (probe.isEmpty()) {
            forgetProbe();
        }
    }

    /** Whether this job may be asked about now, as a probe if need be: what is wrong with the lane's target does not matter. */
    boolean mayPoll(Job job, long now) {
        if (account.permit(now) == Pause.Permit.ALL) {
            return true;
        }
        if (probe.isPresent() || !account.beginProbe(lane, now)) {
            return false;
        }
        probe = Optional.of(job);
        return true;
    }

    /** Nothing is known about this job: it was asked about in vain. */
    void abandoned(Job job) {
        if (probed(job)) {
            forgetProbe();
        }
    }

    /** A job was asked about. @return what the store should know of it */
    LaneWrites.Change polled(Job job, Optional<Failure> failure, long now) {
        var probed = probed(job);
        if (failure.filter(one -> one.reason() == Reason.LEASE_LOST).isPresent()) {
            abandoned(job);
            return tx -> {};
        }
        if (failure.isEmpty() && !probed) {
            return tx -> {};
        }
        failure.ifPresentOrElse(one -> account.failed(one, probed, now), account::resume);
        if (probed) {
            forgetProbe();
        }
        return tx -> tx.pauseAccount(account.name(), account.pausedUntil(), account.pausedFor());
    }

    private boolean probed(Job job) {
        return probe.filter(one -> one == job).isPresent();
    }

    /** It is not made, or will never have an answer. */
    void forgetProbe() {
        probe = Optional.empty();
        account.forgetProbe(lane);
        own.forgetProbe(lane);
    }

    /** Deliveries came back without an answer. */
    void abandoned(List<Landing> landings) {
        if (probed(landings)) {
            forgetProbe();
        }
    }

    /** Whether it is the rows that are wrong, or their mapping: to be asked about each batch that comes back. */
    RefusedRuns.Verdict judge(List<Landing> landings, Optional<Failure> failure) {
        return refused.judge(landings, failure);
    }

    /** The same of a job. */
    RefusedRuns.Verdict judgeJob(List<Landing> landings) {
        return refused.judgeJob(landings);
    }

    /** What the verdicts about a job say of the lane. @return what the store should know of it */
    LaneWrites.Change judged(Optional<Failure> failure, long now) {
        if (failure.isEmpty()) {
            return tx -> {};
        }
        var before = own.reason();
        own.failed(failure.get(), false, now);
        log.tell(before, own, failure.get().detail());
        return pauseLane();
    }

    private LaneWrites.Change pauseLane() {
        var until = own.until();
        var reason = own.reason();
        return tx -> tx.pauseLane(lane, until, reason);
    }

    /** Whether the probe is to be a delivery that has not been tried. */
    boolean probesWhatIsNew() {
        return reason().equals(Optional.of(Reason.ALL_REFUSED)) && refused.tryWhatIsNew();
    }

    /**
     * Deliveries came back.
     *
     * @param called whether the destination was asked: rows that are refused without a call prove nothing about it
     * @return what the store should know of it
     */
    LaneWrites.Change answered(List<Landing> landings, Optional<Failure> failure, boolean called, long now) {
        if (failure.filter(one -> one.reason() == Reason.LEASE_LOST).isPresent()) {
            abandoned(landings); // nothing is wrong with the account, it is only not ours to call
            return tx -> {};
        }
        var probed = probed(landings);
        if (failure.isEmpty() && !(probed && called)) {
            abandoned(landings);
            return tx -> {};
        }
        var accountProbed = probed && account.probedBy(lane);
        var laneProbed = probed && own.probedBy(lane);
        var ofAccount = failure.filter(one -> one.owner() == Failure.Owner.ACCOUNT);
        var ofLane = failure.filter(one -> one.owner() == Failure.Owner.TARGET);
        var before = own.reason();
        ofAccount.ifPresent(one -> account.failed(one, accountProbed, now));
        ofLane.ifPresent(one -> own.failed(one, laneProbed, now));
        if (accountProbed && ofAccount.isEmpty() && called) {
            account.resume();
        }
        if (laneProbed && failure.isEmpty()) {
            own.resume();
        }
        log.tell(before, own, ofLane.map(Failure::detail).orElse(""));
        if (probed) {
            forgetProbe();
        }
        var ofOwn = pauseLane();
        return tx -> {
            tx.pauseAccount(account.name(), account.pausedUntil(), account.pausedFor());
            ofOwn.in(tx);
        };
    }

    /** Why there is a pause. */
    Optional<Reason> reason() {
        return account.pausedFor().or(own::reason);
    }

    private boolean probed(List<Landing> landings) {
        return landings.stream()
                .anyMatch(landing ->
                        probe.filter(one -> one == landing.flight().delivery()).isPresent());
    }
}
