package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Encoded;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads the assets of many campaigns, several at once, because each takes a call of its own. The caller's thread alone gets what
 * they bring, a page at a time; few pages wait for it, so that memory does not grow with their number. The first failure ends all.
 */
final class AssetReading {
    /** So many are under way at 20 calls a second when each is answered after two seconds. Each holds a page. */
    private static final int MOST_THREADS = 40;

    private static final int MOST_WAITING = 32;
    private static final long PATIENCE_SECONDS = 60;

    private final SfmcSource source;
    private final Live live;
    private final Queue<String> campaigns;
    private final int threads;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final BlockingQueue<Brought> brought = new LinkedBlockingQueue<>();

    private sealed interface Brought {
        record Assets(String campaign, List<ObjectNode> items) implements Brought {}

        record End(Ended ended) implements Brought {}

        record ThreadDone() implements Brought {}

        record Failed(Throwable why) implements Brought {}
    }

    @FunctionalInterface
    interface Taker {
        void take(String campaign, List<ObjectNode> assets);
    }

    private AssetReading(SfmcSource source, List<String> campaigns, Live live) {
        this.source = source;
        this.live = live;
        this.campaigns = new ConcurrentLinkedQueue<>(campaigns);
        threads = Math.min(campaigns.size(), Math.max(1, Math.min(source.callsAtOnce(), MOST_THREADS)));
    }

    static AssetReading of(SfmcSource source, List<String> campaigns, Live live) {
        return new AssetReading(source, campaigns, live);
    }

    /** @return how each campaign that is not whole came to its end */
    List<Ended> read(Taker taker) throws SourceFailure, InterruptedException {
        if (threads == 0) {
            return List.of();
        }
        var pool = Executors.newFixedThreadPool(threads, work -> new Thread(work, "sync-assets"));
        try {
            for (var i = 0; i < threads; i++) {
                pool.execute(this::work);
            }
            return collect(taker);
        } finally {
            pool.shutdownNow();
            // So that no call of this collection is made during the next.
            pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private List<Ended> collect(Taker taker) throws SourceFailure, InterruptedException {
        var ended = new ArrayList<Ended>();
        for (var working = threads; working > 0; ) {
            var next = brought.take();
            if (next instanceof Brought.Assets assets) {
                taker.take(assets.campaign(), assets.items());
                room.release();
            } else if (next instanceof Brought.End end) {
                ended.add(end.ended());
            } else if (next instanceof Brought.Failed failed) {
                throw Thrown.by(failed.why());
            } else {
                working--;
            }
        }
        return ended;
    }

    private void work() {
        try {
            for (var campaign = campaigns.poll(); campaign != null; campaign = campaigns.poll()) {
                read(campaign);
            }
            brought.add(new Brought.ThreadDone());
        } catch (Throwable e) {
            // Whatever it is: whoever collects would wait for ever.
            brought.add(new Brought.Failed(e));
        }
    }

    static String path(String campaign) {
        return "/hub/v1/campaigns/" + Encoded.of(campaign) + "/assets";
    }

    private void read(String campaign) throws SourceFailure, InterruptedException {
        try {
            var ended = new Pages(source, path(campaign), () -> live.keys(campaign), 1).read(items -> {
                room.acquire();
                brought.add(new Brought.Assets(campaign, items));
            });
            if (!ended.isWhole()) {
                brought.add(new Brought.End(ended.of("campaign " + campaign)));
            }
        } catch (SourceFailure failure) {
            // Deleted since the campaigns were read, and its assets with it.
            if (!failure.isGone()) {
                throw failure;
            }
        }
    }
}
