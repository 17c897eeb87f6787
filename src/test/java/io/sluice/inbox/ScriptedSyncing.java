package io.sluice.inbox;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs end as they are told to, one after the other, and not before they are let go. */
final class ScriptedSyncing implements Syncing {
    private final Queue<Ended> endings = new ArrayDeque<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile Consumer<String> progress = line -> {};
    private volatile Errand.Sync wanted;

    ScriptedSyncing(Ended... endings) {
        this.endings.addAll(List.of(endings));
    }

    @Override
    public Ended run(Errand.Sync errand, Consumer<String> told) throws InterruptedException {
        wanted = errand;
        progress = told;
        begun.countDown();
        letGo.await();
        if (errand.sync().equals("none")) {
            throw new IllegalArgumentException("There is no sync 'none'.");
        }
        return endings.remove();
    }

    Errand.Sync begun() throws InterruptedException {
        begun.await();
        return wanted;
    }

    void tell(String line) {
        progress.accept(line);
    }

    ScriptedSyncing letGo() {
        letGo.countDown();
        return this;
    }

    int left() {
        return endings.size();
    }
}
