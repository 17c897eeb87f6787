package io.sluice.ops;

import io.sluice.inbox.AskedSyncs;
import io.sluice.inbox.CommandStore.Answer;
import io.sluice.inbox.Errand;
import io.sluice.inbox.StoreUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A sync that was asked for, followed to its end, whoever carries it out: the holder of its account, the next one when that has
 * gone, or this process where there is none.
 */
final class FollowedSync {
    /** For a gateway that starts again, or for another one, before this process takes the account in its place. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** For a store that is away. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long POLL_MILLIS = 250;

    private final AskedSyncs asked;
    private final Supplier<HolderBeside> holders;
    private final ProgressLine progress;
    private final String account;
    private Optional<HolderBeside> holder = Optional.empty();
    private Optional<Long> heldNanos = Optional.empty();
    private Optional<Long> awayNanos = Optional.empty();

    FollowedSync(AskedSyncs asked, Supplier<HolderBeside> holders, ProgressLine progress, String account) {
        this.asked = asked;
        this.holders = holders;
        this.progress = progress;
        this.account = account;
    }

    /** @throws StoreUnavailable when the store cannot be reached, and then for long */
    Answer follow(Errand.Sync errand) throws InterruptedException {
        var id = asked.ask(account, errand);
        try {
            return follow(id);
        } catch (InterruptedException stopped) {
            leave();
            return givenUp(id);
        } finally {
            leave();
        }
    }

    private Answer follow(long id) throws InterruptedException {
        while (true) {
            var standing = standing(id);
            if (standing.isPresent()) {
                standing.get().answer().ifPresent(done -> progress.end());
                if (standing.get().answer().isPresent()) {
                    return standing.get().answer().get();
                }
                progress.show(standing.get().progress());
                takeWhereNobodyHolds(standing.get(), id);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Empty while the store is away. */
    private Optional<AskedSyncs.Standing> standing(long id) {
        try {
            var standing = asked.standing(account, id);
            awayNanos = Optional.empty();
            return Optional.of(standing);
        } catch (StoreUnavailable away) {
            if (awayNanos.isEmpty()) {
                awayNanos = Optional.of(System.nanoTime());
                progress.show("Waits for the store: " + away.getMessage());
            }
            if (since(awayNanos.get()).compareTo(PATIENCE) > 0) {
                throw away;
            }
            return Optional.empty();
        }
    }

    private void takeWhereNobodyHolds(AskedSyncs.Standing standing, long id) {
        if (standing.held()) {
            heldNanos = Optional.of(System.nanoTime());
        } else if (holder.isEmpty()
                && heldNanos.map(held -> since(held).compareTo(GRACE) > 0).orElse(true)) {
            holder = Optional.of(holders.get());
            holder.get().start(account, id);
        }
    }

    private void leave() {
        var left = holder;
        holder = Optional.empty();
        left.ifPresent(HolderBeside::stop);
    }

    private Answer givenUp(long id) throws InterruptedException {
        progress.end();
        var standing = asked.standing(account, id);
        if (standing.answer().isPresent()) {
            return standing.answer().get();
        }
        if (standing.held()) {
            return new Answer(
                    false,
                    "Stopped following: the holder of " + account + " goes on with the sync, as errand " + id + ".");
        }
        asked.withdraw(id, "The command was stopped.");
        return new Answer(
                false, "Stopped. What had been read and not yet written is to be read again by the next run.");
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
